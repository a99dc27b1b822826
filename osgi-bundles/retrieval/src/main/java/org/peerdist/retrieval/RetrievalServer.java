package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logic of a server ([MS-PCCRR] 3.2): from the bytes of a request to the bytes of the response.
 * Receiving and sending them over HTTP is the caller's, and so is the upload timer. Safe for use by
 * many threads.
 */
public final class RetrievalServer {
  /** SPEC [MS-PCCRR] 3.2.1 and note 12: the usual limit of simultaneous uploads of a peer. */
  public static final int DEFAULT_UPLOAD_LIMIT = 64;

  /** SPEC [MS-PCCRR] 2.1.1: where a server listens for POST requests. */
  public static final String PATH = "/116B50EB-ECE2-41ac-8429-9F9E963361B7/";

  private static final Logger LOG = LoggerFactory.getLogger(RetrievalServer.class);
  private static final NegotiationResponse VERSIONS =
      new NegotiationResponse(ProtocolVersion.V1_0, ProtocolVersion.V2_0);

  private final BlockSource source;
  private final int uploadLimit;
  private final BlockResponseWriter writer;
  private final AtomicInteger uploads = new AtomicInteger();
  private final LongAdder bytesServed = new LongAdder();

  /**
   * Creates a server with the usual settings: AES-128, 64 uploads.
   *
   * @param source what it gives out
   */
  public RetrievalServer(BlockSource source) {
    this(source, CryptoAlgorithm.AES_128, DEFAULT_UPLOAD_LIMIT, new SecureRandom());
  }

  /**
   * Creates a server.
   *
   * @param source what it gives out
   * @param algorithm how blocks are encrypted, whatever clients would like
   * @param uploadLimit the number of simultaneous uploads from which on answers are empty, 1 or
   *     more
   * @param random for initialization vectors
   */
  public RetrievalServer(
      BlockSource source, CryptoAlgorithm algorithm, int uploadLimit, SecureRandom random) {
    if (uploadLimit < 1) {
      throw new IllegalArgumentException("upload limit " + uploadLimit + " is less than 1");
    }
    this.source = source;
    this.uploadLimit = uploadLimit;
    this.writer = new BlockResponseWriter(algorithm, random);
  }

  /**
   * Answers a request.
   *
   * <p>SPEC [MS-PCCRR] 3.2.5.5: malformed messages and those of unknown type are dropped.
   *
   * @param request the body of the HTTP request; not changed
   * @return the answer, which has to be closed; or nothing if there must be none
   */
  public Optional<RetrievalResponse> respond(ByteBuffer request) {
    try {
      WireReader reader = WireReader.of(request, ByteOrder.BIG_ENDIAN);
      MessageHeader header = MessageHeader.readRequest(reader);
      // SPEC [MS-PCCRR] 3.2.5.2, 3.2.5.3, 3.2.5.4: the version comes first. Nothing is known about
      // what follows in another one.
      if (!header.version().isSupported()) {
        return Optional.of(new RetrievalResponse(VERSIONS.encode(), () -> {}));
      }
      RequestMessage message = RequestMessage.readBody(header, reader);
      if (message instanceof NegotiationRequest) {
        return Optional.of(new RetrievalResponse(VERSIONS.encode(), () -> {}));
      }
      return Optional.of(upload(message));
    } catch (WireFormatException e) {
      LOG.debug("Request of {} bytes dropped: {}", request.remaining(), e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The number of answers that are being made or sent.
   *
   * @return 0 to the limit
   */
  public int activeUploads() {
    return uploads.get();
  }

  /**
   * The bytes of all blocks that were given out.
   *
   * @return bytes before encryption; of blocks that are stored encrypted, as they are stored
   */
  public long bytesServed() {
    return bytesServed.sum();
  }

  private RetrievalResponse upload(RequestMessage message) {
    // SPEC [MS-PCCRR] 3.2.1: at the limit, the answer is an empty one.
    if (!enter()) {
      LOG.debug("Busy with {} uploads: empty answer", uploadLimit);
      return new RetrievalResponse(emptyAnswer(message), () -> {});
    }
    boolean answered = false;
    try {
      RetrievalResponse response = new RetrievalResponse(answer(message), uploads::decrementAndGet);
      answered = true;
      return response;
    } finally {
      if (!answered) {
        uploads.decrementAndGet();
      }
    }
  }

  private boolean enter() {
    int before = uploads.getAndUpdate(active -> active < uploadLimit ? active + 1 : active);
    return before < uploadLimit;
  }

  private static ByteBuffer emptyAnswer(RequestMessage message) {
    if (message instanceof GetBlocks request) {
      return BlockResponse.empty(request.segment(), request.index(), 0).encode();
    } else if (message instanceof GetBlockList request) {
      return new BlockList(request.segment(), List.of(), 0).encode();
    }
    GetSegmentList request = (GetSegmentList) message;
    return new SegmentList(request.requestId(), List.of(), SegmentAges.NONE).encode();
  }

  private ByteBuffer answer(RequestMessage message) {
    if (message instanceof GetBlocks request) {
      return block(request);
    } else if (message instanceof GetBlockList request) {
      return blockList(request).encode();
    }
    return segmentList((GetSegmentList) message).encode();
  }

  private ByteBuffer block(GetBlocks request) {
    int index = request.index();
    Optional<HeldSegment> held = source.find(request.segment());
    int next = held.map(segment -> nextAfter(index, segment.heldBlocks())).orElse(0);
    Optional<HeldBlock> block = held.flatMap(segment -> segment.read(index));
    if (block.isEmpty()) {
      // SPEC [MS-PCCRR] 2.2.5.3: the size MUST be zero if the server does not have the block.
      return BlockResponse.empty(request.segment(), index, next).encode();
    }
    bytesServed.add(block.get().data().remaining());
    return writer.write(request.segment(), index, next, block.get());
  }

  private BlockList blockList(GetBlockList request) {
    BitSet held =
        source.find(request.segment()).map(HeldSegment::heldBlocks).orElseGet(BitSet::new);
    BitSet offered = BlockRange.blocksOf(request.ranges());
    offered.and(held);
    int next = offered.isEmpty() ? 0 : nextAfter(offered.length() - 1, held);
    return new BlockList(request.segment(), BlockRange.of(offered), next);
  }

  private SegmentList segmentList(GetSegmentList request) {
    BitSet positions = new BitSet();
    Map<Integer, Duration> ages = new TreeMap<>();
    for (int i = 0; i < request.segments().size(); i++) {
      Optional<HeldSegment> held = source.find(request.segments().get(i));
      if (held.isPresent()) {
        positions.set(i);
        int relative = i - positions.nextSetBit(0);
        held.get()
            .age()
            .filter(age -> relative < SegmentAges.MAX_COUNT)
            .ifPresent(age -> ages.put(relative, age));
      }
    }
    return new SegmentList(request.requestId(), SegmentRange.of(positions), new SegmentAges(ages));
  }

  /** SPEC [MS-PCCRR] 2.2.5.3: the first available block after this one, zero if there is none. */
  private static int nextAfter(int index, BitSet held) {
    return Math.max(0, held.nextSetBit(index + 1));
  }
}
