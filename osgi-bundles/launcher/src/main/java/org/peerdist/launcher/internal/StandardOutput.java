package org.peerdist.launcher.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;

/** Standard output, whose failures say what they are about. */
public final class StandardOutput {
  private StandardOutput() {}

  /** Whoever read standard output, such as {@code head}, has closed it. */
  public static final class NobodyReadsException extends IOException {
    private static final long serialVersionUID = 1;

    NobodyReadsException(IOException cause) {
      super("whoever reads stdout has closed it before the end", cause);
    }
  }

  /**
   * Standard output as a stream without a buffer.
   *
   * @return a stream that closes standard output when it is closed, and that fails with {@link
   *     NobodyReadsException} when nobody reads it any more
   */
  public static OutputStream stream() {
    return new NamedStream(new FileOutputStream(FileDescriptor.out));
  }

  /**
   * The same as {@link #stream()}, as a channel.
   *
   * @return a channel
   */
  public static WritableByteChannel channel() {
    return new NamedChannel(new FileOutputStream(FileDescriptor.out).getChannel());
  }

  static IOException named(IOException failure) {
    if (failure instanceof ClosedChannelException || failure instanceof NobodyReadsException) {
      return failure;
    }
    if (failure.getMessage() != null && failure.getMessage().equals(brokenPipe())) {
      return new NobodyReadsException(failure);
    }
    return new IOException("stdout: " + failure.getMessage(), failure);
  }

  /** What the system says, in the user's language, of a pipe without a reader: there is no code. */
  private static String brokenPipe() {
    try {
      Pipe pipe = Pipe.open();
      try (Pipe.SinkChannel sink = pipe.sink()) {
        pipe.source().close();
        sink.write(ByteBuffer.wrap(new byte[1]));
      }
      return "";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private static final class NamedStream extends OutputStream {
    private final OutputStream out;

    NamedStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw named(e);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private record NamedChannel(WritableByteChannel out) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      try {
        return out.write(bytes);
      } catch (IOException e) {
        throw named(e);
      }
    }

    @Override
    public boolean isOpen() {
      return out.isOpen();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
