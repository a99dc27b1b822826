package org.peerdist.client.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.wire.WireFormatException;

/** A content of random bytes, and its content information. */
@SuppressWarnings("ArrayRecordComponent")
record TestContent(byte[] bytes, byte[] encoded, ContentInformation information) {
  private static final int V1_SEGMENT = 32 << 20;
  private static final int BLOCK = 64 << 10;

  static TestContent of(ContentVersion version, int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    byte[] encoded = version == ContentVersion.V1 ? encodeV1(bytes) : encodeV2(bytes, seed);
    return new TestContent(bytes, encoded, decode(encoded));
  }

  static ContentInformation decode(byte[] encoded) {
    try {
      return ContentInformation.decode(ByteBuffer.wrap(encoded));
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  String sha256() {
    return HexFormat.of().formatHex(sha256(bytes));
  }

  private static byte[] encodeV1(byte[] bytes) {
    int segments = (bytes.length + V1_SEGMENT - 1) / V1_SEGMENT;
    ByteBuffer out = ByteBuffer.allocate(64 + bytes.length / 1000 + segments * 128);
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0).put((byte) 1).putInt(0x800C).putInt(0).putInt(0).putInt(segments);
    for (int start = 0; start < bytes.length; start += V1_SEGMENT) {
      int length = Math.min(V1_SEGMENT, bytes.length - start);
      byte[] hash = sha256(blockHashes(bytes, start, length));
      out.putLong(start).putInt(length).putInt(BLOCK).put(hash).put(sha256(hash));
    }
    for (int start = 0; start < bytes.length; start += V1_SEGMENT) {
      byte[] hashes = blockHashes(bytes, start, Math.min(V1_SEGMENT, bytes.length - start));
      out.putInt(hashes.length / 32).put(hashes);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] blockHashes(byte[] bytes, int start, int length) {
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    for (int at = start; at < start + length; at += BLOCK) {
      hashes.writeBytes(
          sha256(Arrays.copyOfRange(bytes, at, Math.min(at + BLOCK, start + length))));
    }
    return hashes.toByteArray();
  }

  private static byte[] sha256(byte[] data) {
    return HashAlgorithm.SHA_256.hash(ByteBuffer.wrap(data)).toByteArray();
  }

  private static byte[] encodeV2(byte[] bytes, long seed) {
    Random cuts = new Random(seed + 1);
    ByteBuffer out = ByteBuffer.allocate(64 + 128 + bytes.length / 100);
    out.put((byte) 0).put((byte) 2).put((byte) 4).putLong(0).putLong(0).putInt(0).putLong(0);
    int chunk = out.position();
    out.put((byte) 0).putInt(0);
    for (int start = 0; start < bytes.length; ) {
      int length = Math.min(20_000 + cuts.nextInt(100_000), bytes.length - start);
      ByteBuffer data = ByteBuffer.wrap(bytes, start, length);
      byte[] hash = HashAlgorithm.TRUNCATED_SHA_512.hash(data).toByteArray();
      out.putInt(length).put(hash).put(sha256(hash));
      start += length;
    }
    out.putInt(chunk + 1, out.position() - chunk - 5);
    return Arrays.copyOf(out.array(), out.position());
  }
}
