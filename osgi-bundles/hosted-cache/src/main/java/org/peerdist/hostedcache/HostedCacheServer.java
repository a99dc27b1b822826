package org.peerdist.hostedcache;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.peerdist.cache.OpaqueSegment;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logic of a hosted cache ([MS-PCHC] 3.1): from the bytes of an offer to the answer and to what
 * is to be fetched. Safe for use by many threads.
 */
final class HostedCacheServer {
  private static final Logger LOG = LoggerFactory.getLogger(HostedCacheServer.class);

  /** POLICY: block hashes that were told take at most 16 MiB: 1,000 segments of 32 MiB. */
  private static final long MAX_KNOWN_BYTES = 16L * 1024 * 1024;

  private final HostedStore store;
  private final OfferStatistics statistics;
  private final InstantSource clock;
  private final KnownSegments known = new KnownSegments(MAX_KNOWN_BYTES);
  private final Doubts doubts = new Doubts();

  HostedCacheServer(HostedStore store, OfferStatistics statistics, InstantSource clock) {
    this.store = store;
    this.statistics = statistics;
    this.clock = clock;
  }

  /**
   * Answers an offer.
   *
   * <p>SPEC [MS-PCHC] 3.1.5.4: anything but a correctly formatted message MUST be dropped.
   *
   * @param version the version of the URL that it came to
   * @param client the address that it came from
   * @param request the body of the HTTP request
   * @return the answer, or nothing if there must be none
   */
  Optional<OfferAnswer> respond(
      HostedCacheVersion version, InetAddress client, ByteBuffer request) {
    try {
      OfferMessage message = OfferMessage.read(version, request);
      // SPEC [MS-PCHC] 3.1.5.1 to 3.1.5.3: the cache MUST connect to the client's IP address using
      // the port number of the message.
      InetSocketAddress peer = new InetSocketAddress(client, message.port());
      return Optional.of(answer(message, peer));
    } catch (WireFormatException e) {
      statistics.malformed();
      LOG.debug("{}: offer of {} bytes dropped: {}", client, request.remaining(), e.getMessage());
      return Optional.empty();
    }
  }

  private OfferAnswer answer(OfferMessage message, InetSocketAddress peer) {
    if (message instanceof InitialOffer offer) {
      return initialOffer(offer, peer);
    } else if (message instanceof SegmentInfo info) {
      return segmentInfo(info, peer);
    }
    return batchedOffer((BatchedOffer) message, peer);
  }

  /**
   * SPEC [MS-PCHC] 3.1.5.1: code 0 if all block hashes of the segment are known, and then missing
   * blocks MUST be fetched; code 1 if the list of block hashes is incomplete.
   */
  private OfferAnswer initialOffer(InitialOffer offer, InetSocketAddress peer) {
    if (store.isVerified(offer.segment())) {
      statistics.offered(1, 1);
      return OfferAnswer.of(ResponseCode.OK);
    }
    return known
        .find(offer.segment())
        .filter(KnownSegments.Known::isComplete)
        .map(
            found ->
                new OfferAnswer(ResponseCode.OK, verifiedPull(found.segment(), found.tag(), peer)))
        .orElseGet(() -> OfferAnswer.of(ResponseCode.INTERESTED));
  }

  /**
   * SPEC [MS-PCHC] 3.1.5.2: code 0, whatever came before, and the missing blocks MUST be fetched.
   *
   * <p>INTEROP: with content information that is not valid, or not about one segment, the answer is
   * the same and nothing is fetched; so Microsoft's protocol test suite expects it.
   */
  private OfferAnswer segmentInfo(SegmentInfo info, InetSocketAddress peer) {
    try {
      Segment segment = info.segment();
      // SPEC [MS-PCCRC] 2.2: block hashes MUST be those that the hash of the segment is made from.
      if (segment.hasConsistentHashes()) {
        known.put(segment, info.tag());
        return new OfferAnswer(ResponseCode.OK, verifiedPull(segment, info.tag(), peer));
      }
      LOG.debug("{}: block hashes that don't belong to {}", peer, segment);
    } catch (WireFormatException e) {
      LOG.debug("{}: no segment in SEGMENT_INFO: {}", peer, e.getMessage());
    }
    statistics.impossible();
    return OfferAnswer.of(ResponseCode.OK);
  }

  private List<Pull> verifiedPull(Segment segment, ContentTag tag, InetSocketAddress peer) {
    boolean held = store.missing(segment).isEmpty();
    statistics.offered(1, held ? 1 : 0);
    return held ? List.of() : List.of(new Pull.OfVerified(peer, segment, tag));
  }

  /** SPEC [MS-PCHC] 3.1.5.3: code 0, and the missing blocks MUST be fetched. */
  private OfferAnswer batchedOffer(BatchedOffer offer, InetSocketAddress peer) {
    Map<SegmentId, Pull> pulls = new LinkedHashMap<>();
    int held = 0;
    for (OfferedSegment offered : offer.segments()) {
      if (!offered.isPossible()) {
        statistics.impossible();
        LOG.debug("{}: no such segment: {}", peer, offered);
        continue;
      }
      OpaqueSegment segment =
          new OpaqueSegment(
              offered.id(), (int) offered.segmentSize(), offered.blockLength(), offered.tag());
      HostedStore.Holding holding = store.holding(segment);
      if (!holding.missing().isEmpty()) {
        pulls.put(offered.id(), new Pull.OfOpaque(peer, segment, false));
      } else if (isDoubtful(segment, holding, peer)) {
        pulls.put(offered.id(), new Pull.OfOpaque(peer, segment, true));
      } else {
        held++;
      }
    }
    statistics.offered(pulls.size() + held, held);
    return new OfferAnswer(ResponseCode.OK, List.copyOf(pulls.values()));
  }

  private boolean isDoubtful(
      OpaqueSegment segment, HostedStore.Holding holding, InetSocketAddress peer) {
    return holding
        .opaqueSince()
        .filter(since -> doubts.raise(segment.id(), since, peer.getAddress(), clock.instant()))
        .isPresent();
  }
}
