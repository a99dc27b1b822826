package org.peerdist.client.internal;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.peerdist.api.RetrievedContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the hashes of a content that came without, so that its blocks can be kept for others.
 *
 * <p>POLICY: each question is about the first byte only, so that an answer without hashes costs
 * nothing; the hashes of all are asked for when there are some. The waits between questions double
 * from 20 ms to 500 ms.
 */
final class HashFollowUp {
  private static final Logger LOG = LoggerFactory.getLogger(HashFollowUp.class);
  private static final long FIRST_WAIT = 20_000_000;
  private static final long LONGEST_WAIT = 500_000_000;

  /** POLICY: so many bytes of content a second the origin hashes at least. */
  private static final long BYTES_PER_SECOND = 200_000_000;

  private final OriginTransport transport;
  private final InformationReceiver receiver;
  private final LongSupplier clock;

  HashFollowUp(OriginTransport transport, InformationReceiver receiver, LongSupplier clock) {
    this.transport = transport;
    this.receiver = receiver;
    this.clock = clock;
  }

  /**
   * Asks until the hashes are there, or the time is over.
   *
   * @param url where the content came from
   * @param validators of the content that came
   * @param length of it
   * @param content gets the hashes
   * @param wait how long to ask, and in proportion to the length in addition
   * @return whether there are hashes of exactly these bytes
   */
  boolean ask(URI url, Validators validators, long length, RetrievedContent content, Duration wait)
      throws InterruptedException {
    long started = clock.getAsLong();
    long most = wait.toNanos() + length / BYTES_PER_SECOND * TimeUnit.SECONDS.toNanos(1);
    long pause = FIRST_WAIT;
    try {
      while (!areThere(url)) {
        if (clock.getAsLong() - started + pause > most) {
          LOG.debug("no hashes of {} in time", url);
          return false;
        }
        TimeUnit.NANOSECONDS.sleep(pause);
        pause = Math.min(pause * 2, LONGEST_WAIT);
      }
      try (OriginAnswer answer = transport.get(url, PeerDistHeaders.repeatForHashes())) {
        if (answer.status() != 200
            || !answer.isPeerDist()
            || !validators.agreeWith(answer.validators())) {
          return false;
        }
        return InformationReceiver.contentLength(answer).equals(OptionalLong.of(length))
            && receiver.receive(answer, content);
      }
    } catch (IOException e) {
      LOG.debug("no hashes of {}: {}", url, e.toString());
      return false;
    }
  }

  private boolean areThere(URI url) throws IOException, InterruptedException {
    Map<String, String> headers = PeerDistHeaders.repeatForHashes();
    headers.put("Range", "bytes=0-0");
    try (OriginAnswer answer = transport.get(url, headers)) {
      if (answer.isPeerDist()) {
        return answer.status() == 206 || answer.status() == 200;
      }
      if (answer.status() == 206) {
        return false;
      }
      throw new IOException("answer " + answer.status() + " to a question for one byte");
    }
  }
}
