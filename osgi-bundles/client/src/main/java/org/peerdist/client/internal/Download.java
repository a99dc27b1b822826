package org.peerdist.client.internal;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.peerdist.api.ContentDelivery;
import org.peerdist.api.ContentMismatchException;
import org.peerdist.api.ContentOrigin;
import org.peerdist.api.DeliveredData;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.RetrievingService;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.SourceKind;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadException;
import org.peerdist.client.DownloadReason;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.PlainReason;
import org.peerdist.content.ContentRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One download: asks for the hashes, and takes the content by them or, where there are none that
 * can be used, whole from the origin. For use by one thread.
 */
final class Download {
  private static final Logger LOG = LoggerFactory.getLogger(Download.class);

  /**
   * POLICY: a content that changes more often than this during its download is given up, as is one
   * whose download breaks more often and can't go on.
   */
  private static final int RESTARTS = 3;

  private final OriginTransport transport;
  private final ClientOptions options;
  private final RetrievingService retrieving;
  private final boolean keeps;
  private final DownloadNotes notes;
  private final LongSupplier clock;
  private final DownloadRequest request;
  private final Output output;
  private final InformationReceiver receiver = new InformationReceiver();
  private final Retries retries;
  private final SameHashes recheck = new SameHashes();

  /** Whether the origin has given anything. */
  private boolean reached;

  /** Whether there were hashes of the content. */
  private boolean hashed;

  /** When the output was complete, if there was more to do after that; 0 otherwise. */
  private long lastByte;

  /**
   * Creates it.
   *
   * @param retrieving finds contents in the own cache and around
   * @param keeps whether there is an own cache
   * @param notes looks on
   */
  Download(
      OriginTransport transport,
      ClientOptions options,
      RetrievingService retrieving,
      boolean keeps,
      DownloadNotes notes,
      LongSupplier clock,
      DownloadRequest request) {
    this.transport = transport;
    this.options = options;
    this.retrieving = retrieving;
    this.keeps = keeps;
    this.notes = notes;
    this.clock = clock;
    this.request = request;
    this.output = new Output(request);
    this.retries =
        new Retries(
            options.originPatience(), OriginContent::isRecoverable, clock, new SplittableRandom());
  }

  /** Does all of it. */
  DownloadReport run() throws IOException, InterruptedException {
    long started = clock.getAsLong();
    OriginAnswer answer = ask(PeerDistHeaders.wantHashes());
    if (answer.isPeerDist()) {
      byHashes(answer);
    } else {
      try (answer) {
        notes.note(lackOfHashes(answer));
        start();
        plain(answer);
      }
    }
    long time = (lastByte == 0 ? clock.getAsLong() : lastByte) - started;
    return output.report(request.url(), receiver.received(), time, why());
  }

  private List<DownloadReason> why() {
    long fetched = output.position() - output.from(SourceKind.CACHE);
    return fetched == 0 && output.position() > 0
        ? List.of(PlainReason.IN_CACHE)
        : notes.reasons(output.from(SourceKind.ORIGIN), options.discovery());
  }

  private static PlainReason lackOfHashes(OriginAnswer answer) {
    if (answer.length().equals(OptionalLong.of(0))) {
      return PlainReason.EMPTY;
    }
    if (answer.header("X-P2P-PeerDist").or(() -> answer.header("X-P2P-PeerDistEx")).isPresent()) {
      return PlainReason.NOT_HASHED_YET;
    }
    return answer.validators().exist() ? PlainReason.NO_HASHES : PlainReason.NO_VALIDATOR;
  }

  /** Whether there were hashes, so that all of it is in the own cache if that has room. */
  boolean isHashed() {
    return hashed;
  }

  /**
   * Asks, and again where that makes sense. An origin that never answered is not tried again,
   * unless it says when.
   */
  private OriginAnswer ask(Map<String, String> headers) throws IOException, InterruptedException {
    while (true) {
      try {
        OriginAnswer answer = askOnce(headers);
        reached = true;
        retries.gaveSomething();
        return answer;
      } catch (IOException e) {
        if (!reached && !saysWhen(e)) {
          throw e;
        }
        LOG.debug("{} is not there: {}", request.url(), e.toString());
        long pause = retries.failed(e);
        output.waiting(retries.left());
        retries.await(pause);
      }
    }
  }

  private static boolean saysWhen(IOException e) {
    return e instanceof OriginBusyException busy && busy.retryAfter().isPresent();
  }

  private OriginAnswer askOnce(Map<String, String> headers)
      throws IOException, InterruptedException {
    OriginAnswer answer = transport.get(request.url(), headers, retries.patienceOfTry());
    if (answer.status() != 200) {
      answer.close();
      OriginBusyException.check(answer, answer.url());
      throw new DownloadException(
          "the origin answered " + answer.status() + " for " + answer.url());
    }
    return answer;
  }

  private void byHashes(OriginAnswer answer) throws IOException, InterruptedException {
    try (RetrievingSession session = retrieving.openSession();
        RetrievedContent content = session.openContent(options.tag())) {
      if (receive(answer, content)) {
        retrieve(answer, content);
        return;
      }
    }
    notes.note(PlainReason.UNUSABLE_HASHES);
    start();
    whole();
  }

  /** Ends the answer, so that its connection can be used again. */
  private boolean receive(OriginAnswer answer, RetrievedContent content)
      throws InterruptedException {
    try (answer) {
      hashed = receiver.receive(answer, content);
      return hashed;
    }
  }

  private void retrieve(OriginAnswer answer, RetrievedContent content)
      throws IOException, InterruptedException {
    OptionalLong length = InformationReceiver.contentLength(answer);
    OriginContent origin = content(answer, length);
    output.expect(length);
    long end = length.getAsLong();
    long there = output.target().start();
    if (there > 0) {
      new Resumption(content, output).run(Math.min(there, end));
    }
    try {
      retrieve(content, end, origin);
    } catch (ContentMismatchException e) {
      withoutHashes(PlainReason.WRONG_HASHES, e, origin, length);
    } catch (ContentChangedException e) {
      withoutHashes(PlainReason.CONTENT_CHANGED, e, origin, length);
    }
  }

  private OriginContent content(OriginAnswer answer, OptionalLong length) {
    return new OriginContent(transport, answer.url(), answer.validators(), length, output::waiting);
  }

  /** Writes the rest of the content, from wherever it is. */
  private void retrieve(RetrievedContent content, long end, ContentOrigin origin)
      throws IOException, InterruptedException {
    if (output.position() == end) {
      return;
    }
    ContentRange rest = ContentRange.ofEnd(output.position(), end);
    try (ContentDelivery delivery = content.deliver(rest, origin)) {
      Optional<DeliveredData> next = delivery.next();
      while (next.isPresent()) {
        DeliveredData data = next.get();
        output.write(data.bytes(), data.source(), data.giver());
        next = delivery.next();
      }
    }
  }

  private void withoutHashes(
      PlainReason why, IOException reason, OriginContent origin, OptionalLong length)
      throws IOException, InterruptedException {
    LOG.debug("hashes not used any more: {}", reason.getMessage());
    notes.note(why);
    if (output.restart()) {
      whole();
    } else if (why == PlainReason.WRONG_HASHES
        && (origin.validators().exist() || recheck.isSame())) {
      // What was written was verified, and the origin still says that it is the same content.
      try {
        plain(origin, length, Spool.none(output.target())).write(null);
      } catch (ContentChangedException e) {
        startAgain(e);
      }
    } else {
      startAgain(reason);
    }
  }

  private PlainDownload plain(OriginContent origin, OptionalLong length, Spool spool) {
    return new PlainDownload(origin, length, output, spool, retries, recheck);
  }

  /** The same hashes are of the same bytes. */
  private final class SameHashes implements PlainDownload.Recheck {
    @Override
    public boolean isPossible() {
      return receiver.hasInformation();
    }

    @Override
    public boolean isSame() throws IOException, InterruptedException {
      try (OriginAnswer answer = ask(PeerDistHeaders.wantHashes())) {
        return receiver.isSame(answer);
      }
    }
  }

  /** Opens an output for content that has no hashes: what is there can't be trusted. */
  private void start() throws IOException {
    if (output.target().start() > 0 && !output.target().truncate(0)) {
      throw new DownloadException("the output that is there can't be replaced");
    }
  }

  private void startAgain(IOException reason) throws IOException {
    if (!output.restart()) {
      throw new DownloadException(
          "the origin's content changed during the download ("
              + reason.getMessage()
              + "), and the output can't be started again: try once more",
          reason);
    }
  }

  /** Takes the content whole, without hashes. */
  private void whole() throws IOException, InterruptedException {
    for (int i = 0; ; i++) {
      try (OriginAnswer answer = ask(PeerDistHeaders.wantContent())) {
        copy(answer, Spool.none(output.target()));
        return;
      } catch (ContentChangedException e) {
        if (i == RESTARTS) {
          throw new DownloadException(e.getMessage() + " again and again", e);
        }
        startAgain(e);
      } catch (UnresumableException e) {
        if (e.isFinal() || i == RESTARTS || !output.restart()) {
          throw unresumable(e);
        }
      }
    }
  }

  /** Nobody can go on with what is there of the output. */
  private DownloadException unresumable(UnresumableException e) throws IOException {
    boolean unused = output.restart();
    return new DownloadException(e.getMessage() + ": try once more, from the beginning", e);
  }

  /** Takes a content that came although hashes were wanted, and keeps it for others. */
  private void plain(OriginAnswer answer) throws IOException, InterruptedException {
    boolean hashesLater =
        keeps
            && answer
                .parameter("X-P2P-PeerDistEx", "MakeHashRequest")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
    try (Spool spool =
        hashesLater ? Spool.of(output.target(), answer.length()) : Spool.none(output.target())) {
      try {
        copy(answer, spool);
      } catch (ContentChangedException e) {
        startAgain(e);
        whole();
        return;
      } catch (UnresumableException e) {
        if (e.isFinal() || !output.restart()) {
          throw unresumable(e);
        }
        whole();
        return;
      }
      lastByte = clock.getAsLong();
      if (hashesLater && output.position() > 0) {
        keep(answer.url(), answer.validators(), spool);
      }
    }
  }

  private void copy(OriginAnswer answer, Spool spool) throws IOException, InterruptedException {
    output.expect(answer.length());
    OriginContent origin = content(answer, answer.length());
    plain(origin, answer.length(), spool).write(answer.body());
  }

  /** What goes wrong with it never harms the download. */
  private void keep(URI url, Validators validators, Spool spool) throws InterruptedException {
    HashFollowUp followUp = new HashFollowUp(transport, receiver, clock);
    long length = output.position();
    try (RetrievingSession session = retrieving.openSession();
        RetrievedContent content = session.openContent(options.tag())) {
      hashed = followUp.ask(url, validators, length, content, options.hashWait());
      if (hashed) {
        new Ingest(content, spool).run(length);
      }
    } catch (IOException e) {
      LOG.debug("not kept for others: {}", e.toString());
    }
  }
}
