package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.zip.CRC32C;
import org.peerdist.content.ContentTag;
import org.peerdist.content.HashAlgorithm;

/** Writes the {@linkplain PackageFormat records} of a package. For one thread. */
final class PackageWriter {
  private final WritableByteChannel out;
  private final MessageDigest digest = HashAlgorithm.SHA_256.newDigest();
  private final ByteBuffer buffer = ByteBuffer.allocate(256 * 1024);
  private long segments;
  private long blocks;

  PackageWriter(WritableByteChannel out) throws IOException {
    this.out = out;
    buffer.putLong(PackageFormat.MAGIC).putInt(PackageFormat.VERSION);
    write();
  }

  void segment(SegmentProof proof, ContentTag tag) throws IOException {
    segments++;
    record(PackageFormat.SEGMENT, tag.value().asByteBuffer(), proof.information().encoded());
  }

  void opaqueSegment(Holding holding) throws IOException {
    segments++;
    SegmentDescription segment = holding.segment();
    ByteBuffer measures =
        ByteBuffer.allocate(PackageFormat.OPAQUE_LENGTH)
            .put(segment.tag().value().asByteBuffer())
            .putInt(segment.length())
            .putInt(segment.blockLength())
            .flip();
    record(PackageFormat.OPAQUE_SEGMENT, measures, holding.key().id().value().asByteBuffer());
  }

  void block(int index, ByteBuffer bytes) throws IOException {
    blocks++;
    ByteBuffer position = ByteBuffer.allocate(PackageFormat.INDEX_LENGTH);
    record(PackageFormat.BLOCK, position.putShort((short) index).flip(), bytes.duplicate());
  }

  void end() throws IOException {
    ByteBuffer counts = ByteBuffer.allocate(16).putLong(segments).putLong(blocks).flip();
    record(PackageFormat.END, counts, ByteBuffer.wrap(digest.digest()));
  }

  private void record(byte type, ByteBuffer first, ByteBuffer second) throws IOException {
    buffer.put(type).putInt(first.remaining() + second.remaining()).put(first).put(second);
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.duplicate().flip());
    buffer.putInt((int) checksum.getValue());
    write();
  }

  private void write() throws IOException {
    buffer.flip();
    digest.update(buffer.duplicate());
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }
}
