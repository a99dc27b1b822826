package org.peerdist.integration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.TimerTask;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** What code does to the world outside of it, as its class files show it. */
final class Effects {
  /**
   * Types that open connections or wait for them; addresses, options, errors and TLS settings do
   * not.
   */
  static final DescribedPredicate<JavaClass> SOCKETS =
      resideInAnyPackage("java.net.http..", "org.apache.hc..", "org.eclipse.jetty.client..")
          .or(
              DescribedPredicate.describe(
                  "sockets",
                  type ->
                      type.getName().matches("java\\.net\\.(Server|Datagram|Multicast)?Socket")
                          || type.getName().matches("javax\\.net\\..*Socket(Factory)?")
                          || type.getName().matches("java\\.net\\.(\\w*URLConnection)")
                          || type.getName()
                              .matches(
                                  "java\\.nio\\.channels\\."
                                      + "(Asynchronous)?(Server)?(Socket|Datagram|Multicast)Channel")
                          || type.getName().equals("java.nio.channels.Selector")))
          .as("sockets or an HTTP client");

  private static final Set<String> ASYNC_WITHOUT_EXECUTOR =
      Set.of("supplyAsync", "runAsync", "delayedExecutor", "orTimeout", "completeOnTimeout");

  private Effects() {}

  /** Makes or starts threads, in person or by an executor that does. */
  static boolean startsThreads(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    boolean constructor = name.equals("<init>");
    if (owner.isAssignableTo(Thread.class)) {
      return constructor || name.equals("start") || name.startsWith("of");
    }
    if (owner.isEquivalentTo(Executors.class)) {
      return name.startsWith("new");
    }
    if (owner.getName().equals("java.util.concurrent.CompletableFuture")) {
      return ASYNC_WITHOUT_EXECUTOR.contains(name);
    }
    if (name.equals("parallel") || name.equals("parallelStream")) {
      return owner.getPackageName().startsWith("java.util");
    }
    return constructor
        && owner.getPackageName().startsWith("java.util")
        && (owner.isAssignableTo(Executor.class)
            || owner.isAssignableTo("java.util.Timer")
            || owner.isAssignableTo(TimerTask.class));
  }

  /** Asks what time it is; a clock that is handed in may be asked. */
  static boolean readsTheClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    boolean noParameters =
        access.getTarget() instanceof CodeUnitAccessTarget target
            && target.getRawParameterTypes().isEmpty();
    return switch (owner) {
      case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
      case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
      case "java.util.Date" -> name.equals("<init>") && noParameters;
      default -> owner.startsWith("java.time.") && name.equals("now") && noParameters;
    };
  }
}
