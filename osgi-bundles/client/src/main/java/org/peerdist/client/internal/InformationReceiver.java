package org.peerdist.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.Waiting;
import org.peerdist.content.ContentRange;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.wire.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives content information, no more of it than its content can need, and gives it to the
 * retrieval piece by piece.
 */
final class InformationReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(InformationReceiver.class);
  private static final int PIECE = 64 << 10;

  /** POLICY: content information may have a sixteenth of the content's length, and this. */
  private static final long LEAST = 64 << 10;

  private final MessageDigest digest = HashAlgorithm.SHA_256.newDigest();
  private long received;

  /** What tells the content information that came last from any other. */
  private Optional<Bytes> last = Optional.empty();

  /** How many bytes came, useful or not. */
  long received() {
    return received;
  }

  /**
   * Receives the content information of a whole content.
   *
   * @param content gets it
   * @return false if it is not usable
   */
  boolean receive(OriginAnswer answer, RetrievedContent content) throws InterruptedException {
    OptionalLong length = contentLength(answer);
    if (length.isEmpty()) {
      LOG.debug("hashes not used: no ContentLength");
      return false;
    }
    try {
      last = Optional.empty();
      long most = LEAST + length.getAsLong() / 16;
      last = Optional.of(read(answer.body(), most, content::addContentInformation));
      ContentRange range = Waiting.get(content.completeContentInformation());
      if (range.start() != 0 || range.end() != length.getAsLong()) {
        LOG.debug("hashes not used: {} of {} bytes", range, length.getAsLong());
        return false;
      }
      return true;
    } catch (IOException e) {
      LOG.debug("hashes not used: {}", e.toString());
      return false;
    }
  }

  /** Whether there was content information, to compare more with. */
  boolean hasInformation() {
    return last.isPresent();
  }

  /** Whether an answer is the same content information as the last one: about the same bytes. */
  boolean isSame(OriginAnswer answer) throws IOException {
    if (!answer.isPeerDist()) {
      return false;
    }
    long length = contentLength(answer).orElse(0);
    return Optional.of(read(answer.body(), LEAST + length / 16, piece -> {})).equals(last);
  }

  /** SPEC [MS-PCCRTP] 2.2: ContentLength is the length before the coding. */
  static OptionalLong contentLength(OriginAnswer answer) {
    return answer
        .parameter("X-P2P-PeerDist", "ContentLength")
        .map(OriginAnswer::number)
        .orElse(OptionalLong.empty());
  }

  private interface Pieces {
    void add(ByteBuffer piece) throws IOException;
  }

  private Bytes read(InputStream body, long most, Pieces pieces) throws IOException {
    digest.reset();
    long before = received;
    byte[] piece = new byte[PIECE];
    for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
      received += count;
      if (received - before > most) {
        throw new IOException("more than " + most + " bytes");
      }
      digest.update(piece, 0, count);
      pieces.add(ByteBuffer.wrap(piece, 0, count));
    }
    return HashAlgorithm.SHA_256.finish(digest);
  }
}
