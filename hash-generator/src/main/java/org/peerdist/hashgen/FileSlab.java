package org.peerdist.hashgen;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Set;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Version1Encoding;
import org.peerdist.content.Version2Encoding;

/**
 * A slab of a file, which is read by who hashes it, a block or a segment at a time: these bytes go
 * from the file to the hashes within the cache of one processor.
 */
final class FileSlab extends Slab {
  private final FileChannel file;
  private final ByteBuffer buffer;
  private long position;
  private int length;

  FileSlab(HashingRecipe recipe, Set<ContentVersion> versions, FileChannel file) {
    super(recipe, versions);
    this.file = file;
    this.buffer =
        ByteBuffer.allocateDirect(
            versions.contains(ContentVersion.V2)
                ? Version2Encoding.MAX_SEGMENT_LENGTH
                : Version1Encoding.BLOCK_LENGTH);
  }

  /** Says which part of the file this is. */
  void place(long newPosition, int newLength) {
    position = newPosition;
    length = newLength;
  }

  /** Where in the file it begins. */
  long position() {
    return position;
  }

  @Override
  ByteBuffer bytes(int from, int to) throws IOException {
    buffer.clear().limit(to - from);
    readFully(file, position + from, buffer);
    return buffer.flip();
  }

  @Override
  int length() {
    return length;
  }

  /** Fills what remains of a buffer. */
  static void readFully(FileChannel file, long position, ByteBuffer into) throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int read = file.read(into, at);
      if (read < 0) {
        throw new EOFException("the file became shorter while it was hashed");
      }
      at += read;
    }
  }
}
