package org.peerdist.smb.server.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Puts frames together from what comes in: zero (1), length (3, big-endian), messages ([MS-SMB2]
 * 2.1). Has no memory while nothing comes. For use by one thread.
 */
final class FrameInput {
  private static final int PREFIX = 4;
  private static final int FIRST_STEP = 1 << 16;
  private static final int STEP_FACTOR = 4;

  private final ByteBuffer prefix = ByteBuffer.allocate(PREFIX);
  private int length = -1;
  private ByteBuffer frame;

  /** What a frame needs before it may come in. */
  interface Admission {
    /** Whether a frame of that length may come in now; if not now, it is asked again. */
    boolean admits(int length) throws ProtocolViolation;
  }

  /** Reads on from a channel: straight into a long frame, else into scratch memory. */
  static int fill(FrameInput input, ReadableByteChannel channel, ByteBuffer scratch)
      throws IOException {
    if (input.frame != null && input.frame.remaining() >= scratch.capacity()) {
      return channel.read(input.frame);
    }
    return channel.read(scratch);
  }

  /** Whether the client has begun a frame. */
  boolean isInFrame() {
    return prefix.position() > 0;
  }

  /**
   * Takes bytes up to the end of a frame.
   *
   * @return a frame, or null if there is none yet, or it is not admitted yet
   */
  byte[] next(ByteBuffer bytes, Admission admission) throws ProtocolViolation {
    while (prefix.hasRemaining() && bytes.hasRemaining()) {
      prefix.put(bytes.get());
    }
    if (prefix.hasRemaining()) {
      return null;
    }
    if (length < 0 && !begin(admission)) {
      return null;
    }
    take(bytes);
    if (frame.position() < length) {
      return null;
    }
    byte[] whole = frame.array();
    frame = null;
    length = -1;
    prefix.clear();
    return whole;
  }

  private boolean begin(Admission admission) throws ProtocolViolation {
    int wanted = prefix.getInt(0);
    if (wanted < 0 || wanted > 0xFF_FFFF) {
      throw new ProtocolViolation("no frame of SMB over TCP");
    }
    if (!admission.admits(wanted)) {
      return false;
    }
    length = wanted;
    // A claim costs little: memory follows what was sent.
    frame = ByteBuffer.allocate(Math.min(length, FIRST_STEP));
    return true;
  }

  private void take(ByteBuffer bytes) {
    do {
      if (!frame.hasRemaining() && frame.capacity() < length) {
        int grown = Math.min(length, STEP_FACTOR * frame.capacity());
        frame = ByteBuffer.allocate(grown).put(frame.flip());
      }
      int count = Math.min(frame.remaining(), bytes.remaining());
      frame.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
    } while (bytes.hasRemaining() && frame.position() < length);
  }
}
