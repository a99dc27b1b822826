package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadLog;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.DownloadTarget;
import org.peerdist.client.PeerFinder;
import org.peerdist.client.ProgressListener;
import org.peerdist.content.ContentVersion;

/** A download in a network in memory. */
final class DownloadFixture {
  static final int LENGTH = (5 << 20) + 321;

  private static final StatusSource STATUS =
      new StatusSource(Availability.AVAILABLE, VersionRange.ALL);

  final TestContent content;
  final ScriptedOrigin origin;
  final List<BlockPeer> peers = new ArrayList<>();
  BlockStore store = BlockStore.NONE;
  final List<BlockPeer> hostedCaches = new ArrayList<>();
  Offers offers = Offers.NONE;
  ClientOptions options = ClientOptions.defaults().withDiscovery(false);
  PeerFinder finder = segments -> List.of();
  Neighbourhood neighbourhood = Neighbourhood.NONE;
  LongSupplier clock = System::nanoTime;
  ProgressListener listener = ProgressListener.NONE;

  DownloadFixture(ContentVersion version) {
    this(TestContent.of(version, LENGTH, 1));
  }

  DownloadFixture(TestContent content) {
    this.content = content;
    this.origin = new ScriptedOrigin(content);
  }

  /** Downloads into a pipe, and checks every byte. */
  DownloadReport fetch() throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DownloadReport report = fetch(DownloadTarget.ofChannel(Channels.newChannel(out)));
    assertThat(out.toByteArray()).isEqualTo(origin.content);
    assertThat(report.bytes()).isEqualTo(origin.content.length);
    return report;
  }

  DownloadReport fetch(DownloadTarget target) throws IOException, InterruptedException {
    DownloadRequest request = new DownloadRequest(ScriptedOrigin.URL, target, listener, true);
    RateLimit limit = new RateLimit(options.rates(), System::nanoTime);
    Sources sources =
        new Sources(store, peers, () -> hostedCaches, finder, offers, neighbourhood, limit);
    DownloadNotes notes = new DownloadNotes();
    ContentRetrieval retrieving =
        new ContentRetrieval(
            options,
            notes.watch(sources),
            STATUS,
            new DownloadLog(),
            clock,
            ServiceThreads.create(),
            any -> {});
    return new Download(
            limit.over(origin),
            options,
            retrieving,
            store != BlockStore.NONE,
            notes,
            clock,
            request)
        .run();
  }
}
