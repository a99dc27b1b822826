package org.peerdist.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.SplittableRandom;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.wire.Bytes;

/**
 * A file of random bytes.
 *
 * @param file the file
 * @param sha256 its hash
 */
record DemoContent(Path file, Bytes sha256) {
  private static final int BUFFER = 1 << 18;

  static DemoContent write(Path file, long length, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    MessageDigest digest = HashAlgorithm.SHA_256.newDigest();
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = length; left > 0; left -= BUFFER) {
        ByteBuffer words = ByteBuffer.wrap(buffer);
        while (words.hasRemaining()) {
          words.putLong(random.nextLong());
        }
        int count = (int) Math.min(left, BUFFER);
        digest.update(buffer, 0, count);
        out.write(buffer, 0, count);
      }
    }
    // What was written this second may be written again; what is older is settled.
    FileTime written = Files.getLastModifiedTime(file);
    Files.setLastModifiedTime(file, FileTime.from(written.toInstant().minus(Duration.ofHours(1))));
    return new DemoContent(file, HashAlgorithm.SHA_256.finish(digest));
  }

  /** Whether another file has the same bytes. */
  boolean isIn(Path other) throws IOException {
    MessageDigest digest = HashAlgorithm.SHA_256.newDigest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(other)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HashAlgorithm.SHA_256.finish(digest).equals(sha256);
  }
}
