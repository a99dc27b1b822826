package org.peerdist.hostedcache;

import java.util.ArrayList;
import java.util.List;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.retrieval.Answer;
import org.peerdist.retrieval.FailureKind;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers segments to hosted caches ([MS-PCHC] 3.2). The client has to give out their blocks by the
 * retrieval protocol for a while afterwards: the hosted cache fetches them.
 *
 * <p>Every method waits for the hosted cache, at most as long as the transport allows for each
 * message. Safe for use by many threads.
 */
public final class HostedCacheClient {
  private static final Logger LOG = LoggerFactory.getLogger(HostedCacheClient.class);

  private final OfferTransport transport;
  private final int retrievalPort;

  /**
   * Creates a client.
   *
   * @param transport carries the messages
   * @param retrievalPort the port on which this machine gives out blocks, 1 to 65535
   */
  public HostedCacheClient(OfferTransport transport, int retrievalPort) {
    if (retrievalPort < 1 || retrievalPort > 0xFFFF) {
      throw new IllegalArgumentException("nobody listens on port " + retrievalPort);
    }
    this.transport = transport;
    this.retrievalPort = retrievalPort;
  }

  /**
   * Whether a version of the protocol has words for a segment: 1.0 knows content information
   * version 1 only, 2.0 no hashes longer than 32 bytes.
   *
   * @param version the version of a hosted cache
   * @param segment a segment
   * @return true if it can be offered
   */
  public static boolean canOffer(HostedCacheVersion version, Segment segment) {
    return version == HostedCacheVersion.V1
        ? segment.version() == ContentVersion.V1
        : OfferedSegment.of(segment, ContentTag.NONE).isPresent();
  }

  /**
   * Offers segments of a content. What can't be offered to this hosted cache is left out. To offer
   * a segment once more does no harm, so after a failure all of them can be offered to another
   * hosted cache.
   *
   * @param cache the hosted cache
   * @param tag the application that the content was fetched for
   * @param range the range that the content information of these segments is about
   * @param segments any number of segments, of which this machine has some blocks or all
   * @return how many of them the hosted cache knows of now; or why the first message that failed
   *     did, after which nothing more was sent
   */
  public Answer<Integer> offer(
      HostedCacheAddress cache, ContentTag tag, ContentRange range, List<Segment> segments) {
    List<Segment> offered =
        segments.stream().filter(segment -> canOffer(cache.version(), segment)).toList();
    Answer<Integer> answer =
        cache.version() == HostedCacheVersion.V1
            ? offerEach(cache, tag, range, offered)
            : offerBatches(cache, tag, offered);
    if (answer instanceof Answer.Failed<Integer> failure) {
      LOG.debug("{}: {}: {}", cache, failure.kind(), failure.reason());
    }
    return answer;
  }

  private Answer<Integer> offerBatches(
      HostedCacheAddress cache, ContentTag tag, List<Segment> segments) {
    List<OfferedSegment> all =
        segments.stream().flatMap(segment -> OfferedSegment.of(segment, tag).stream()).toList();
    for (int from = 0; from < all.size(); from += BatchedOffer.MAX_SEGMENTS) {
      int to = Math.min(all.size(), from + BatchedOffer.MAX_SEGMENTS);
      BatchedOffer batch = new BatchedOffer(retrievalPort, new ArrayList<>(all.subList(from, to)));
      // SPEC [MS-PCHC] 2.2.2.2: to a batched offer, the code MUST be OK.
      Answer<ResponseCode> answer = send(cache, batch).then(HostedCacheClient::mustBeOk);
      if (answer instanceof Answer.Failed<ResponseCode> failure) {
        return new Answer.Failed<>(failure.kind(), failure.reason());
      }
    }
    return new Answer.Given<>(all.size());
  }

  private Answer<Integer> offerEach(
      HostedCacheAddress cache, ContentTag tag, ContentRange range, List<Segment> segments) {
    for (Segment segment : segments) {
      Answer<ResponseCode> answer =
          send(cache, new InitialOffer(retrievalPort, segment.id()))
              .then(code -> tellIfInterested(code, cache, tag, range, segment));
      if (answer instanceof Answer.Failed<ResponseCode> failure) {
        return new Answer.Failed<>(failure.kind(), failure.reason());
      }
    }
    return new Answer.Given<>(segments.size());
  }

  /** SPEC [MS-PCHC] 3.2.5.1: if the response is INTERESTED, SEGMENT_INFO MUST follow. */
  private Answer<ResponseCode> tellIfInterested(
      ResponseCode code,
      HostedCacheAddress cache,
      ContentTag tag,
      ContentRange range,
      Segment segment) {
    return code == ResponseCode.OK
        ? new Answer.Given<>(code)
        : send(cache, SegmentInfo.of(retrievalPort, tag, segment, range))
            .then(HostedCacheClient::mustBeOk);
  }

  private static Answer<ResponseCode> mustBeOk(ResponseCode code) {
    return code == ResponseCode.OK
        ? new Answer.Given<>(code)
        : new Answer.Failed<>(FailureKind.MALFORMED, code + " is no answer to this");
  }

  /**
   * SPEC [MS-PCHC] 3.2.5.5: any other message than a response MUST be dropped, and the sequence
   * aborted.
   */
  private Answer<ResponseCode> send(HostedCacheAddress cache, OfferMessage message) {
    return transport
        .exchange(cache, message.encode())
        .then(
            body -> {
              try {
                return new Answer.Given<>(ResponseCode.read(body));
              } catch (WireFormatException e) {
                return new Answer.Failed<>(FailureKind.MALFORMED, e.getMessage());
              }
            });
  }
}
