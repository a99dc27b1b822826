package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** A running OSGi framework with bundles in it. */
final class Container implements AutoCloseable {
  private static final long MILLIS_TO_STOP = 20_000;
  private static final long SECONDS_TO_START = 60;

  /** It tells of each bundle; held, because otherwise the level would be forgotten. */
  private static final Logger SPIFLY = Logger.getLogger("org.apache.aries.spifly");

  static {
    SPIFLY.setLevel(Level.WARNING);
  }

  private final Framework framework;
  private final List<Bundle> bundles = new ArrayList<>();

  private Container(Framework framework) {
    this.framework = framework;
  }

  /** Starts a framework without bundles. */
  static Container start(Product product, Path storage) throws IOException, BundleException {
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    settings.put("org.osgi.service.http.port", "0");
    settings.put("org.apache.felix.http.host", "127.0.0.1");
    // Nothing of the test is seen inside by accident.
    settings.put("felix.bootdelegation.implicit", "false");
    Framework framework = product.factory().newFramework(settings);
    // The threads of the container shall not find services of the test.
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    framework.start();
    return new Container(framework);
  }

  /** Installs and starts the bundles of the distribution with what they need, in some order. */
  void startAll(long seed) throws IOException, BundleException {
    List<Path> jars = new ArrayList<>(Product.runtime());
    jars.addAll(Product.shipped());
    Collections.shuffle(jars, new Random(seed));
    startAll(jars);
  }

  /**
   * Starts them in the usual order, what others log with first, and with bundles for some purposes.
   */
  void startAll(String... purposes) throws IOException, BundleException {
    List<Path> jars = new ArrayList<>(Product.runtime());
    jars.addAll(Product.shipped());
    for (String purpose : purposes) {
      jars.addAll(Product.extra(purpose));
    }
    jars.sort(Comparator.comparing(jar -> !jar.toString().matches(".*(spifly|slf4j).*")));
    startAll(jars);
  }

  /** Starts an HTTP Whiteboard with a Jetty of its own, and those of ours that need none. */
  void startWithHttp() throws IOException, BundleException {
    List<Path> jars = new ArrayList<>(Product.runtime());
    jars.addAll(Product.shipped());
    jars.removeIf(jar -> jar.toString().matches(".*(jetty|launcher)[^/]*"));
    jars.add(Product.servletFilter());
    jars.addAll(Product.extra("http"));
    jars.sort(Comparator.comparing(jar -> !jar.toString().matches(".*(spifly|slf4j).*")));
    startAll(jars);
  }

  /**
   * Starts an HTTP Whiteboard with the web console, and those of ours that fit to it: they have its
   * Jetty instead of the one that is shipped.
   */
  void startWithConsole() throws IOException, BundleException {
    List<Path> jars = new ArrayList<>(Product.runtime());
    jars.addAll(Product.shipped());
    jars.removeIf(jar -> jar.toString().matches(".*/(jetty-[^/]*|peerdist-launcher)\\.jar"));
    jars.add(Product.servletFilter());
    for (String purpose : List.of("http", "console", "events")) {
      jars.addAll(Product.extra(purpose));
    }
    jars.sort(Comparator.comparing(jar -> !jar.toString().matches(".*(spifly|slf4j).*")));
    startAll(jars);
  }

  /** Waits for an HTTP Whiteboard, and gives its URL. */
  String awaitEndpoint() throws Exception {
    String type = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
    service(type);
    Object endpoints =
        context().getAllServiceReferences(type, null)[0].getProperty("osgi.http.endpoint");
    return ((String[]) endpoints)[0];
  }

  private void startAll(List<Path> jars) throws IOException, BundleException {
    for (Path jar : jars) {
      if (isBundle(jar)) {
        bundles.add(context().installBundle(jar.toUri().toString()));
      }
    }
    for (Bundle bundle : bundles) {
      if (!isFragment(bundle)) {
        bundle.start();
      }
    }
  }

  private static boolean isBundle(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes manifest = file.getManifest().getMainAttributes();
      return manifest.getValue(Constants.BUNDLE_SYMBOLICNAME) != null;
    }
  }

  static boolean isFragment(Bundle bundle) {
    return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
  }

  /** What was installed, in the order in which it was. */
  List<Bundle> bundles() {
    return bundles;
  }

  /** The bundles of this project. */
  List<Bundle> own() {
    return bundles.stream().filter(Container::isOwn).toList();
  }

  static boolean isOwn(Bundle bundle) {
    return bundle.getSymbolicName().startsWith("org.peerdist.");
  }

  /** Those of this project whose name ends so. */
  Bundle own(String name) {
    return own().stream()
        .filter(bundle -> bundle.getSymbolicName().endsWith("peerdist-" + name))
        .findFirst()
        .orElseThrow();
  }

  /** Wires bundles, and those that use them, anew, and waits until that is done. */
  void refresh(List<Bundle> some) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    FrameworkListener listener = event -> done.countDown();
    framework.adapt(FrameworkWiring.class).refreshBundles(some, listener);
    assertThat(done.await(SECONDS_TO_START, TimeUnit.SECONDS)).as("refreshed").isTrue();
  }

  /** Waits for a service, and gives it as the type that this test does not have. */
  Reflected service(String type) throws InterruptedException {
    return service(type, (Reflected) null);
  }

  /** Waits for a service with properties. */
  Reflected service(String type, String filter) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (System.nanoTime() < end) {
      Optional<Reflected> found = find(type, filter);
      if (found.isPresent()) {
        return found.get();
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    throw new AssertionError("no " + type + " with " + filter + " after a while");
  }

  /** Waits for a service that is another one than before. */
  Reflected service(String type, Reflected before) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (System.nanoTime() < end) {
      Optional<Reflected> found = find(type);
      if (found.isPresent() && !found.equals(Optional.ofNullable(before))) {
        return found.get();
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    throw new AssertionError("no " + (before == null ? "" : "other ") + type + " after a while");
  }

  /** A service, if it is there now. The types of the test, of the same names, are others. */
  Optional<Reflected> find(String type) {
    return find(type, null);
  }

  /** A service with properties, if it is there now. */
  Optional<Reflected> find(String type, String filter) {
    try {
      ServiceReference<?>[] found = context().getAllServiceReferences(type, filter);
      Object service = found == null ? null : context().getService(found[0]);
      return service == null ? Optional.empty() : Optional.of(new Reflected(service, type));
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives a configuration to a component. */
  void configure(String pid, Map<String, ?> values) throws Exception {
    Reflected admin = service("org.osgi.service.cm.ConfigurationAdmin");
    Object configuration = admin.call("getConfiguration", pid, "?");
    new Reflected(configuration, "org.osgi.service.cm.Configuration")
        .call("update", FrameworkUtil.asDictionary(Map.<String, Object>copyOf(values)));
  }

  /** Takes its configuration from a component. */
  void unconfigure(String pid) throws Exception {
    Reflected admin = service("org.osgi.service.cm.ConfigurationAdmin");
    Object configuration = admin.call("getConfiguration", pid, "?");
    new Reflected(configuration, "org.osgi.service.cm.Configuration").call("delete");
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  @Override
  public void close() throws BundleException {
    framework.stop();
    try {
      framework.waitForStop(MILLIS_TO_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
