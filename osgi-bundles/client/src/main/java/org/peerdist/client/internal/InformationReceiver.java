package org.peerdist.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.Segment;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives content information, no more of it than its content can need. */
final class InformationReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(InformationReceiver.class);

  /** POLICY: what is longer goes into a file that is mapped. */
  private static final int IN_HEAP = 8 << 20;

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
   * @return nothing if it is not usable
   */
  Optional<ContentInformation> receive(OriginAnswer answer) {
    OptionalLong length = contentLength(answer);
    if (length.isEmpty()) {
      LOG.debug("hashes not used: no ContentLength");
      return Optional.empty();
    }
    try {
      long most = Math.min(Integer.MAX_VALUE - 8, LEAST + length.getAsLong() / 16);
      ContentInformation information = ContentInformation.decode(read(answer.body(), most));
      return Optional.of(information).filter(whole -> isUsable(whole, length.getAsLong()));
    } catch (WireFormatException | IOException e) {
      LOG.debug("hashes not used: {}", e.toString());
      return Optional.empty();
    }
  }

  /** SPEC [MS-PCCRTP] 2.2: ContentLength is the length before the coding. */
  static OptionalLong contentLength(OriginAnswer answer) {
    return answer
        .parameter("X-P2P-PeerDist", "ContentLength")
        .map(OriginAnswer::number)
        .orElse(OptionalLong.empty());
  }

  private static boolean isUsable(ContentInformation information, long length) {
    if (information.range().start() != 0 || information.range().end() != length) {
      LOG.debug("hashes not used: {} of {} bytes", information, length);
      return false;
    }
    for (Segment segment : information.segments()) {
      if (!segment.hasConsistentHashes()) {
        LOG.debug("hashes not used: {} contradicts itself", segment);
        return false;
      }
    }
    return true;
  }

  private ByteBuffer read(InputStream body, long most) throws IOException {
    byte[] head = body.readNBytes((int) Math.min(IN_HEAP, most + 1));
    received += head.length;
    if (head.length > most) {
      throw new IOException("more than " + most + " bytes");
    }
    return head.length < IN_HEAP ? ByteBuffer.wrap(head) : readLong(head, body, most);
  }

  private ByteBuffer readLong(byte[] head, InputStream body, long most) throws IOException {
    Path file = Files.createTempFile("peerdist-", ".pci");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      channel.write(ByteBuffer.wrap(head));
      long more =
          channel.transferFrom(Channels.newChannel(body), head.length, most + 1 - head.length);
      received += more;
      if (head.length + more > most) {
        throw new IOException("more than " + most + " bytes");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, head.length + more);
    }
  }
}
