package org.peerdist.client.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.Segment;
import org.peerdist.wire.WireFormatException;

/** Content information that comes in pieces: a little in memory, more in a file. For one thread. */
final class InformationSpool implements AutoCloseable {
  /** POLICY: what is longer goes into a file that is mapped. */
  private static final int IN_HEAP = 8 << 20;

  /**
   * POLICY: what describes a terabyte in version 2, or twice as much in version 1. It is mapped in
   * one piece, which has to be shorter than 2 GiB; and it is on the disk before anything of it is
   * verified, by the word of an origin that may say of its content any length that it likes, so
   * that nothing but this keeps a hostile one from filling the disk. Larger contents are downloaded
   * without hashes.
   */
  private static final long MOST = 1L << 30;

  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private FileChannel file;
  private long length;

  void add(ByteBuffer piece) throws IOException {
    if (length + piece.remaining() > MOST) {
      throw new PeerDistException(
          PeerDistError.OUT_OF_BOUNDS, "content information of more than " + MOST + " bytes");
    }
    if (file == null && length + piece.remaining() > IN_HEAP) {
      file =
          FileChannel.open(
              Files.createTempFile("peerdist-", ".pci"),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      write(file, ByteBuffer.wrap(head.toByteArray()));
      head.reset();
    }
    length += piece.remaining();
    write(file == null ? Channels.newChannel(head) : file, piece);
  }

  /** How much was added. */
  long length() {
    return length;
  }

  private static void write(WritableByteChannel channel, ByteBuffer piece) throws IOException {
    ByteBuffer bytes = piece.duplicate();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Reads what was added. */
  ContentInformation decode() throws IOException {
    ByteBuffer bytes =
        file == null
            ? ByteBuffer.wrap(head.toByteArray())
            : file.map(FileChannel.MapMode.READ_ONLY, 0, length);
    if (bytes.remaining() >= 2 && (bytes.get(0) != 0 || bytes.get(1) < 1 || bytes.get(1) > 2)) {
      throw new PeerDistException(
          PeerDistError.CONTENTINFO_VERSION_UNSUPPORTED,
          "content information of version " + bytes.get(1) + "." + bytes.get(0));
    }
    try {
      ContentInformation information = ContentInformation.decode(bytes);
      for (Segment segment : information.segments()) {
        if (!segment.hasConsistentHashes()) {
          throw new PeerDistException(
              PeerDistError.CANNOT_PARSE_CONTENTINFO, segment + " contradicts itself");
        }
      }
      return information;
    } catch (WireFormatException e) {
      throw new PeerDistException(
          PeerDistError.CANNOT_PARSE_CONTENTINFO, "content information: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
