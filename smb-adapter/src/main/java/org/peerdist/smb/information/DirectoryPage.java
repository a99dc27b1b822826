package org.peerdist.smb.information;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireWriter;

/**
 * The entries of a listing that fit into one answer, [MS-FSA] 2.1.5.6.3: each on a multiple of 8
 * bytes and with the distance to the next, the last without. For use by one thread.
 */
public final class DirectoryPage {
  private static final int ALIGNMENT = 8;

  private final DirectoryLayout layout;
  private final int most;
  private final WireWriter writer;

  /** The last entry: it is written when it is known whether another one follows. */
  private DirectoryEntry last;

  /**
   * Begins an answer.
   *
   * @param layout how entries are written
   * @param most the most bytes that the answer may have
   * @throws StatusException INFO_LENGTH_MISMATCH if no entry can fit
   */
  public DirectoryPage(DirectoryLayout layout, int most) throws StatusException {
    if (most < layout.fixedLength()) {
      throw new StatusException(NtStatus.INFO_LENGTH_MISMATCH);
    }
    this.layout = layout;
    this.most = most;
    this.writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, Math.min(most, 4096));
  }

  /** Whether there is no entry yet. */
  public boolean isEmpty() {
    return last == null;
  }

  /**
   * Adds an entry if it fits. The first one is always taken.
   *
   * @param entry the entry
   * @return whether it was added
   */
  public boolean add(DirectoryEntry entry) {
    if (last == null) {
      last = entry;
      return true;
    }
    int length = layout.length(last);
    int next = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if ((long) writer.length() + next + layout.length(entry) > most) {
      return false;
    }
    layout.write(writer, last, next);
    for (int i = length; i < next; i++) {
      writer.u8(0);
    }
    last = entry;
    return true;
  }

  /**
   * Ends the answer.
   *
   * @return its bytes
   * @throws StatusException BUFFER_OVERFLOW, with what fits, if the first name is too long
   */
  public byte[] finish() throws StatusException {
    layout.write(writer, last, 0);
    ByteBuffer written = writer.toByteBuffer();
    byte[] answer = new byte[Math.min(most, written.remaining())];
    written.get(answer);
    if (written.hasRemaining()) {
      throw new StatusException(NtStatus.BUFFER_OVERFLOW, answer);
    }
    return answer;
  }
}
