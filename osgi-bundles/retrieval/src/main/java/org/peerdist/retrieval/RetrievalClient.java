package org.peerdist.retrieval;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logic of a client ([MS-PCCRR] 3.1). Every method waits for the peer, at most as long as the
 * transport allows. Safe for use by many threads.
 */
public final class RetrievalClient {
  private static final Logger LOG = LoggerFactory.getLogger(RetrievalClient.class);

  private final RetrievalTransport transport;
  private final CryptoAlgorithm algorithm;
  private final SecureRandom random;

  /**
   * Creates a client that would like AES-128.
   *
   * @param transport carries the messages; remains the caller's to close
   */
  public RetrievalClient(RetrievalTransport transport) {
    this(transport, CryptoAlgorithm.AES_128, new SecureRandom());
  }

  /**
   * Creates a client.
   *
   * @param transport carries the messages; remains the caller's to close
   * @param algorithm the encryption that it would like. Servers choose their own, and any is
   *     understood
   * @param random for request ids
   */
  public RetrievalClient(
      RetrievalTransport transport, CryptoAlgorithm algorithm, SecureRandom random) {
    this.transport = transport;
    this.algorithm = algorithm;
    this.random = random;
  }

  /**
   * Asks for a block.
   *
   * <p>SPEC [MS-PCCRR] 3.1.4.3: an exchange MUST be about one block.
   *
   * @param peer where the peer listens
   * @param segment the segment
   * @param index a block whose hash the segment knows
   * @return the block, verified; or why there is none
   * @throws IndexOutOfBoundsException if its hash is not known
   */
  public FetchResult fetchBlock(InetSocketAddress peer, Segment segment, int index) {
    Objects.checkIndex(index, segment.listedBlockCount());
    Answer<BlockResponse> answer = fetchOpaque(peer, segment.id(), index);
    if (answer instanceof Answer.Failed<BlockResponse> failure) {
      return new FetchResult.Failed(failure.kind(), failure.reason());
    }
    return opened(peer, segment, index, answer.given().orElseThrow());
  }

  /**
   * Asks for a block of which neither key nor hash is known, as a hosted cache does.
   *
   * @param peer where the peer listens
   * @param segment the segment
   * @param index a block, 0 to 511
   * @return the answer about this block, which nobody can verify; its block is empty if the peer
   *     does not have it or is busy
   */
  public Answer<BlockResponse> fetchOpaque(InetSocketAddress peer, SegmentId segment, int index) {
    GetBlocks request = GetBlocks.of(algorithm, segment, index);
    return exchange(peer, request, BlockResponse.class)
        .then(response -> checked(peer, request, response));
  }

  private static Answer<BlockResponse> checked(
      InetSocketAddress peer, GetBlocks request, BlockResponse response) {
    // SPEC [MS-PCCRR] 3.1.5.3: segment and index MUST be those of the request.
    if (response.index() != request.index() || !response.segment().equals(request.segment())) {
      String reason = "block " + response.index() + " of " + response.segment() + " came instead";
      LOG.debug("{}: {}", peer, reason);
      return malformed(reason);
    }
    return new Answer.Given<>(response);
  }

  private static FetchResult opened(
      InetSocketAddress peer, Segment segment, int index, BlockResponse response) {
    if (!response.block().hasRemaining()) {
      return new FetchResult.Missing(response.nextIndex());
    }
    return BlockEncryption.open(response, segment)
        .<FetchResult>map(block -> new FetchResult.Fetched(block, response.nextIndex()))
        .orElseGet(
            () -> {
              String reason = "block " + index + " of " + segment + " has another hash";
              LOG.debug("{}: {}", peer, reason);
              return new FetchResult.Failed(FailureKind.CORRUPT, reason);
            });
  }

  /**
   * Asks which blocks of a segment a peer has.
   *
   * <p>SPEC [MS-PCCRR] 3.1.4.2: the request has the segment and the ranges in question.
   *
   * @param peer where the peer listens
   * @param segment the segment
   * @param wanted the blocks in question, 1 range or more
   * @return those of them that the peer says to have, possibly none
   */
  public Answer<BlockList> blockList(
      InetSocketAddress peer, SegmentId segment, List<BlockRange> wanted) {
    GetBlockList request = new GetBlockList(algorithm, segment, wanted);
    return exchange(peer, request, BlockList.class).then(list -> checked(request, list));
  }

  private static Answer<BlockList> checked(GetBlockList request, BlockList list) {
    // SPEC [MS-PCCRR] 3.1.5.2: another segment, or ranges that were not asked for: discarded.
    if (!list.segment().equals(request.segment())) {
      return malformed("a block list of " + list.segment() + " came instead");
    }
    BitSet blocks = BlockRange.blocksOf(request.ranges());
    for (BlockRange range : list.ranges()) {
      if (blocks.get(range.start(), range.end()).isEmpty()) {
        return malformed("nobody asked for " + range);
      }
    }
    blocks.and(BlockRange.blocksOf(list.ranges()));
    return new Answer.Given<>(
        new BlockList(list.segment(), BlockRange.of(blocks), list.nextIndex()));
  }

  /**
   * Asks which segments a hosted cache has, all or parts of them.
   *
   * <p>SPEC [MS-PCCRR] 3: this MUST be asked of hosted caches only.
   *
   * @param hostedCache where it listens
   * @param segments the segments in question, at most {@link GetSegmentList#MAX_SEGMENTS}
   * @return positions in {@code segments}, and ages as far as they were told
   */
  public Answer<SegmentList> segmentList(InetSocketAddress hostedCache, List<SegmentId> segments) {
    // SPEC [MS-PCCRR] 3.1.4.4: an id that does not repeat.
    byte[] requestId = new byte[GetSegmentList.REQUEST_ID_LENGTH];
    random.nextBytes(requestId);
    GetSegmentList request = new GetSegmentList(algorithm, Bytes.copyOf(requestId), segments);
    return exchange(hostedCache, request, SegmentList.class).then(list -> checked(request, list));
  }

  private static Answer<SegmentList> checked(GetSegmentList request, SegmentList list) {
    // SPEC [MS-PCCRR] 3.1.5.4: another request id, or segments that were not asked for: discarded.
    if (!list.requestId().equals(request.requestId())) {
      return malformed("a segment list for request " + list.requestId() + " came instead");
    }
    if (SegmentRange.positionsOf(list.ranges()).length() > request.segments().size()) {
      return malformed("more segments than were asked for");
    }
    return new Answer.Given<>(list);
  }

  /**
   * Asks which versions a peer supports. No other method needs that.
   *
   * <p>SPEC [MS-PCCRR] 3.1.4.1, 3.1.5.1: with our versions, and the highest common one comes out.
   *
   * @param peer where the peer listens
   * @return the highest version that both sides support
   */
  public Answer<ProtocolVersion> negotiate(InetSocketAddress peer) {
    NegotiationRequest request = new NegotiationRequest(ProtocolVersion.V1_0, ProtocolVersion.V2_0);
    return send(peer, request.encode()).then(RetrievalClient::selected);
  }

  private static Answer<ProtocolVersion> selected(ResponseMessage message) {
    if (!(message instanceof NegotiationResponse versions)) {
      return malformed(Messages.typeOf(message) + " came instead of versions");
    }
    return ProtocolVersion.select(versions.lowest(), versions.highest())
        .<Answer<ProtocolVersion>>map(Answer.Given::new)
        .orElseGet(
            () ->
                new Answer.Failed<>(
                    FailureKind.REFUSED,
                    "speaks " + versions.lowest() + " to " + versions.highest() + " only"));
  }

  private <T extends ResponseMessage> Answer<T> exchange(
      InetSocketAddress peer, RequestMessage request, Class<T> wanted) {
    return send(peer, request.encode())
        .then(
            message ->
                message instanceof NegotiationResponse
                    ? selected(message).then(version -> sendAgain(peer, request, version))
                    : new Answer.Given<>(message))
        .then(
            message ->
                wanted.isInstance(message)
                    ? new Answer.Given<>(wanted.cast(message))
                    : malformed(Messages.typeOf(message) + " came instead"));
  }

  /**
   * SPEC [MS-PCCRR] 3.1.5.1: after a negotiation response, the request is sent once more with the
   * version that both sides support; if they have none in which it exists, the exchange ends.
   */
  private Answer<ResponseMessage> sendAgain(
      InetSocketAddress peer, RequestMessage request, ProtocolVersion version) {
    MessageType type = Messages.typeOf(request);
    if (version.major() < type.version().major()) {
      String reason = "speaks version " + version + " at most, which has no " + type;
      return new Answer.Failed<>(FailureKind.REFUSED, reason);
    }
    return send(peer, request.encode(version));
  }

  private Answer<ResponseMessage> send(InetSocketAddress peer, ByteBuffer request) {
    Answer<ResponseMessage> answer =
        transport
            .exchange(peer, request)
            .then(
                body -> {
                  try {
                    return new Answer.Given<>(ResponseMessage.read(body));
                  } catch (WireFormatException e) {
                    return malformed(e.getMessage());
                  }
                });
    if (answer instanceof Answer.Failed<ResponseMessage> failure) {
      LOG.debug("{}: {}: {}", peer, failure.kind(), failure.reason());
    }
    return answer;
  }

  /** SPEC [MS-PCCRR] 3.1.5.5: malformed answers are discarded. */
  private static <T> Answer<T> malformed(String reason) {
    return new Answer.Failed<>(FailureKind.MALFORMED, reason);
  }
}
