package org.peerdist.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.Waiting;
import org.peerdist.content.ContentRange;
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

  private long received;

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
      give(answer.body(), LEAST + length.getAsLong() / 16, content);
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

  /** SPEC [MS-PCCRTP] 2.2: ContentLength is the length before the coding. */
  static OptionalLong contentLength(OriginAnswer answer) {
    return answer
        .parameter("X-P2P-PeerDist", "ContentLength")
        .map(OriginAnswer::number)
        .orElse(OptionalLong.empty());
  }

  private void give(InputStream body, long most, RetrievedContent content) throws IOException {
    long before = received;
    byte[] piece = new byte[PIECE];
    for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
      received += count;
      if (received - before > most) {
        throw new IOException("more than " + most + " bytes");
      }
      content.addContentInformation(ByteBuffer.wrap(piece, 0, count));
    }
  }
}
