package org.peerdist.integration;

import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.peerdist.api.ContentDelivery;
import org.peerdist.api.ContentId;
import org.peerdist.api.ContentInformationReader;
import org.peerdist.api.ContentOrigin;
import org.peerdist.api.ContentStatistics;
import org.peerdist.api.Owner;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.PeerDistClient;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.ContentPublishing;
import org.peerdist.hashgen.HashGenerator;
import org.peerdist.hashgen.HashingOptions;
import org.peerdist.hashgen.PublicationCache;

/** The sample application of the README, word for word. */
final class ApiSample {
  private static final StatusSource STATUS =
      new StatusSource(Availability.AVAILABLE, VersionRange.ALL);

  private static final ContentId ID = ContentId.of("sample");

  private ApiSample() {}

  // README:
  static byte[] publish(Path file, Path state, ServerPassphrase secret) throws Exception {
    var generation = PublicationCache.generation(secret, HashAlgorithm.SHA_256);
    try (HashGenerator generator = new HashGenerator(secret, HashingOptions.defaults());
        PublicationCache cache = new PublicationCache(state, 1L << 30, generation);
        ContentPublishing service =
            new ContentPublishing(generator, cache, EnumSet.allOf(ContentVersion.class), STATUS);
        PublishingSession session = service.openSession(Owner.SHARED)) {
      session.publishFile(ID, file, PublishOptions.DEFAULT).get();
      try (ContentInformationReader hashes =
          session.openContentInformation(ID, Optional.empty(), VersionRange.ALL)) {
        return Channels.newInputStream(hashes).readAllBytes();
      }
    }
  }

  /** From the own cache and from those around, and only else from the origin. */
  static ContentStatistics retrieve(
      byte[] hashes, ContentOrigin origin, FileChannel target, Path state, ClientOptions options)
      throws Exception {
    try (ContentCache cache = ContentCache.open(state, CacheOptions.defaults());
        PeerDistClient client = new PeerDistClient(options, BlockStore.of(cache));
        RetrievingSession session = client.retrieving(STATUS).openSession();
        RetrievedContent content = session.openContent(ContentTag.ofName("sample"))) {
      content.addContentInformation(ByteBuffer.wrap(hashes));
      ContentRange all = content.completeContentInformation().get();
      try (ContentDelivery delivery = content.deliver(all, origin)) {
        for (var next = delivery.next(); next.isPresent(); next = delivery.next()) {
          target.write(next.get().bytes(), next.get().offset());
        }
      }
      return content.statistics();
    }
  }
  // :README
}
