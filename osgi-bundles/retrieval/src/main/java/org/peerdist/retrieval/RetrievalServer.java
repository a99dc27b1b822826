package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.peerdist.content.SegmentId;
import org.peerdist.retrieval.internal.MonotonicClock;
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
  /** SPEC [MS-PCCRR] 2.1.1: where a server listens for POST requests. */
  public static final String PATH = "/116B50EB-ECE2-41ac-8429-9F9E963361B7/";

  private static final Logger LOG = LoggerFactory.getLogger(RetrievalServer.class);

  /**
   * POLICY: whoever would wait longer is told at once that there is nothing, because clients give
   * up after two seconds, count that as a failure of this peer, and may lose patience before.
   */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  private static final NegotiationResponse VERSIONS =
      new NegotiationResponse(ProtocolVersion.V1_0, ProtocolVersion.V2_0);

  private final Answers answers;
  private final int uploadLimit;
  private final ByteRate rate;

  /** "Active Client Count". SPEC [MS-PCCRR] 3.2.3: it starts with zero. */
  private final AtomicInteger uploads = new AtomicInteger();

  private final LongAdder blocksAsked = new LongAdder();
  private final LongAdder blocksServed = new LongAdder();
  private final LongAdder bytesServed = new LongAdder();
  private final LongAdder busyAnswers = new LongAdder();

  /**
   * Creates a server with the usual settings: AES-128, 64 uploads.
   *
   * @param source what it gives out
   */
  public RetrievalServer(BlockSource source) {
    this(source, CryptoAlgorithm.AES_128, UploadLimits.PEER, new SecureRandom());
  }

  /**
   * Creates a server.
   *
   * @param source what it gives out
   * @param algorithm how blocks are encrypted, whatever clients would like
   * @param limits how much it gives at once
   * @param random for initialization vectors
   */
  public RetrievalServer(
      BlockSource source, CryptoAlgorithm algorithm, UploadLimits limits, SecureRandom random) {
    this(source, algorithm, limits, random, new MonotonicClock());
  }

  RetrievalServer(
      BlockSource source,
      CryptoAlgorithm algorithm,
      UploadLimits limits,
      SecureRandom random,
      LongSupplier nanoTime) {
    this.answers = new Answers(source, new BlockResponseWriter(algorithm, random));
    this.uploadLimit = limits.uploads();
    this.rate = new ByteRate(limits.bytesPerSecond(), nanoTime);
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
        return Optional.of(atOnce(VERSIONS));
      }
      RequestMessage message = RequestMessage.readBody(header, reader);
      // SPEC [MS-PCCRR] 3.2.5.1: a negotiation request MUST be answered.
      if (message instanceof NegotiationRequest) {
        return Optional.of(atOnce(VERSIONS));
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
   * The requests that were answered with nothing because of the limits.
   *
   * @return the number since the start
   */
  public long busyAnswers() {
    return busyAnswers.sum();
  }

  /**
   * The blocks that were asked for, whether or not they were there, and there was time for them.
   *
   * @return the number since the start
   */
  public long blocksAsked() {
    return blocksAsked.sum();
  }

  /**
   * The blocks that were given out.
   *
   * @return the number since the start
   */
  public long blocksServed() {
    return blocksServed.sum();
  }

  /**
   * The bytes of all blocks that were given out.
   *
   * @return bytes before encryption; of blocks that are stored encrypted, as they are stored
   */
  public long bytesServed() {
    return bytesServed.sum();
  }

  private static RetrievalResponse atOnce(ResponseMessage message) {
    return new RetrievalResponse(message.encode(), Duration.ZERO, Optional.empty(), () -> {});
  }

  private RetrievalResponse upload(RequestMessage message) {
    blocksAsked.add(message instanceof GetBlocks ? 1 : 0);
    // SPEC [MS-PCCRR] 3.2.1: at the limit, the answer is an empty one.
    if (!enter()) {
      busyAnswers.increment();
      LOG.debug("Busy with {} uploads: empty answer", uploads);
      return atOnce(Answers.empty(message));
    }
    boolean answered = false;
    try {
      RetrievalResponse response = answer(message);
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

  private RetrievalResponse answer(RequestMessage message) {
    if (message instanceof GetBlocks request) {
      return block(request);
    } else if (message instanceof GetBlockList request) {
      return uploaded(answers.to(request).encode(), Duration.ZERO, Optional.empty());
    }
    return uploaded(answers.to((GetSegmentList) message).encode(), Duration.ZERO, Optional.empty());
  }

  private RetrievalResponse block(GetBlocks request) {
    if (rate.backlog().compareTo(LONGEST_WAIT) > 0) {
      busyAnswers.increment();
      LOG.debug("Busy at the limit of bytes per second: empty answer");
      return uploaded(Answers.empty(request).encode(), Duration.ZERO, Optional.empty());
    }
    Answers.BlockAnswer answer = answers.to(request);
    blocksServed.add(answer.blockLength() > 0 ? 1 : 0);
    bytesServed.add(answer.blockLength());
    Optional<SegmentId> given =
        answer.blockLength() > 0 ? Optional.of(request.segment()) : Optional.empty();
    return uploaded(answer.message(), rate.start(answer.blockLength()), given);
  }

  /** An answer that counts as an upload until it is closed. */
  private RetrievalResponse uploaded(ByteBuffer body, Duration delay, Optional<SegmentId> given) {
    return new RetrievalResponse(body, delay, given, uploads::decrementAndGet);
  }
}
