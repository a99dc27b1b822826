package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A session of the shell in a container (Gogo). */
final class Shell implements AutoCloseable {
  private static final String PACKAGE = "org.apache.felix.service.command.";

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Reflected session;

  private Shell(Reflected processor) throws Exception {
    session =
        new Reflected(
            processor.call("createSession", InputStream.nullInputStream(), output, output),
            PACKAGE + "CommandSession");
  }

  /** Starts a session, which sees the commands of this project. */
  static Shell start(Container container) throws Exception {
    container.service("org.peerdist.launcher.GogoCommands");
    return new Shell(container.service(PACKAGE + "CommandProcessor"));
  }

  /**
   * Runs a command.
   *
   * @return what it shows
   * @throws Exception what it throws
   */
  String run(String command) throws Exception {
    output.reset();
    session.call("execute", command);
    return output.toString(StandardCharsets.UTF_8);
  }

  /**
   * Runs a command as soon as those of this project have heard of a service: the container tells
   * them in a thread of its own, after it has told others.
   *
   * @param service as the command for the status calls it
   */
  String runWith(String service, String command) throws Exception {
    Pattern missing = Pattern.compile("(?m)^" + service + " +does not run");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (missing.matcher(run("peerdist:status")).find()) {
      assertThat(System.nanoTime()).as("the %s runs in time", service).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return run(command);
  }

  @Override
  public void close() {
    try {
      session.call("close");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
