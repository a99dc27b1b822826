package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.peerdist.content.ContentVersion;
import org.peerdist.jetty.FileOrigin;
import org.peerdist.jetty.service.HttpService;
import org.peerdist.launcher.internal.ServiceRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves a folder over HTTP, with hashes. */
@Command(
    name = "serve",
    description = {
      "Serves a folder over HTTP, with hashes for clients that ask for them.",
      "Prints 'ready URL' when it accepts connections, and runs until SIGINT or SIGTERM."
    })
final class ServeCommand extends Subcommand {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  /**
   * POLICY: so long a start waits for the hashes of the whole folder, so that in a small one the
   * first request finds them.
   */
  private static final Duration PUBLISHING_AT_START = Duration.ofSeconds(2);

  @Parameters(paramLabel = "DIR", description = "The folder.")
  private Path folder;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = HostAndPort.Converter.class,
      description = "Where to listen (default: 127.0.0.1:8080).")
  private HostAndPort listen = new HostAndPort("127.0.0.1", 8080);

  @Option(
      names = "--content-version",
      paramLabel = "1|2",
      description = "The highest version of content information to give out (default: 2).")
  private int highestVersion = 2;

  @Option(
      names = "--publish",
      description = "Hashes the whole folder at the start, and files when they change.")
  private boolean publish;

  @Mixin private PassphraseOptions passphrase;

  @Mixin private StatusOption status;

  @Override
  void run() throws CommandFailure, IOException, InterruptedException {
    if (highestVersion != 1 && highestVersion != 2) {
      throw usage("--content-version takes 1 or 2, not " + highestVersion);
    }
    FileOrigin.Builder description =
        FileOrigin.builder(folder, passphrase.state().create("publications"), passphrase.read())
            .highestVersion(highestVersion == 1 ? ContentVersion.V1 : ContentVersion.V2)
            .publish(publish);
    try (ServiceRun run = ServiceRun.start();
        StatusBoards boards = new StatusBoards();
        FileOrigin origin = description.open();
        HttpService server = HttpService.start(listen.host(), listen.resolve(), origin.handler())) {
      status.show(boards.ofOrigin(origin, folder), List.of(server));
      if (!origin.awaitPublished(PUBLISHING_AT_START)) {
        LOG.info("The rest of {} is hashed while it is served, what is asked for first", folder);
      }
      Ready.print(server.url());
      Managed.show(List.of(server));
      run.awaitStop();
    }
  }
}
