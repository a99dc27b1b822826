package org.peerdist.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.PeerDistClient;
import org.peerdist.client.ProgressListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a URL with the client of the container. */
@Command(
    name = "peerdist:get",
    description = {
      "Fetches a URL with the client of this container: from peers what they have, from its origin"
          + " the rest.",
      "A download that broke off goes on where it stopped."
    })
final class ContainerGet extends ContainerCommand implements Callable<Integer> {
  private final ContainerServices services;

  @Parameters(paramLabel = "URL", description = "An http or https URL.")
  private String url;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The output.")
  private Path output;

  @Option(names = "--json", description = "Prints one JSON object that says what came from where.")
  private boolean json;

  ContainerGet(ContainerServices services) {
    this.services = services;
  }

  @Override
  public Integer call() throws CommandFailure, IOException, InterruptedException {
    URI address = address();
    PeerDistClient client = services.neededClient();
    try (GetOutput target = GetOutput.of(output)) {
      DownloadRequest request =
          new DownloadRequest(address, target.target(), ProgressListener.NONE, json);
      DownloadReport report = client.fetch(request);
      target.finish();
      show(report);
    }
    return 0;
  }

  private URI address() throws CommandFailure {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new CommandFailure("'" + url + "' is no URL: " + e.getReason(), e);
    }
  }

  private void show(DownloadReport report) throws IOException {
    if (!json) {
      out().println(GetReport.text(report));
      return;
    }
    try (OutputStream out = new ShellStream(out())) {
      GetReport.writeJson(report, out);
    }
  }
}
