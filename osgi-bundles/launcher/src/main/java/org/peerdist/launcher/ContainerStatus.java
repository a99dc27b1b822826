package org.peerdist.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.FolderStatus;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.hashgen.PublishingStatistics;
import org.peerdist.hostedcache.OfferStatistics;
import org.peerdist.jetty.service.HostedCacheService;
import org.peerdist.jetty.service.PeerService;
import org.peerdist.launcher.internal.ByteText;
import org.peerdist.retrieval.RetrievalServer;
import picocli.CommandLine.Command;

/** Shows what runs in a container. */
@Command(name = "peerdist:status", description = "Shows what runs in this container.")
final class ContainerStatus extends ContainerCommand implements Callable<Integer> {
  private final ContainerServices services;

  ContainerStatus(ContainerServices services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    show("cache", services.cache(), ContainerStatus::describe);
    show("client", services.client(), client -> "runs");
    show("peer", services.peer(), ContainerStatus::describe);
    show("hosted cache", services.hostedCache(), ContainerStatus::describe);
    show("publisher", services.publisher(), ContainerStatus::describe);
    return 0;
  }

  private static <T> void show(String name, Optional<T> service, Function<T, String> words) {
    String state = service.map(words).orElse("does not run");
    out().println(String.format(Locale.ROOT, "%-13s %s", name, state));
  }

  private static String describe(ContentCache cache) {
    List<String> folders = new ArrayList<>();
    for (FolderStatus folder : cache.maintenance().folders()) {
      folders.add(
          folder.path()
              + ": "
              + ByteText.of((double) folder.size())
              + " of "
              + ByteText.of((double) folder.limit())
              + (folder.writable() ? "" : ", cannot be written"));
    }
    return String.join("; ", folders);
  }

  private static String describe(PeerService peer) {
    return peer.url() + ", " + describe(peer.uploads().retrieval());
  }

  private static String describe(RetrievalServer uploads) {
    return uploads.activeUploads()
        + " uploads now, "
        + ByteText.of((double) uploads.bytesServed())
        + " given so far";
  }

  private static String describe(HostedCacheService hosted) {
    OfferStatistics offers = hosted.offers();
    return String.join(" ", hosted.urls())
        + ", "
        + offers.offeredSegments()
        + " segments offered, "
        + offers.pulledSegments()
        + " fetched, "
        + describe(hosted.retrieval());
  }

  private static String describe(PublishingService publisher) {
    PublishingStatistics work = publisher.statistics();
    return publisher.cache().count()
        + " contents with hashes, "
        + work.pending()
        + " waiting or running, "
        + work.failed()
        + " failed";
  }
}
