package org.peerdist.container;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

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

  @Override
  public void close() {
    try {
      session.call("close");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
