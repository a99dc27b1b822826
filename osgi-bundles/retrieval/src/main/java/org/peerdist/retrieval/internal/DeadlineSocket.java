package org.peerdist.retrieval.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A socket whose reads end at a deadline. The timeout of a plain socket starts afresh with each
 * read, so that a peer that sends a byte now and then could hold a thread for hours.
 */
final class DeadlineSocket extends Socket {
  private Deadline deadline;

  /** Sets the deadline of all reads from now on. */
  void setDeadline(Deadline deadline) {
    this.deadline = deadline;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new DeadlineInput(super.getInputStream());
  }

  private final class DeadlineInput extends FilterInputStream {
    DeadlineInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      setSoTimeout(deadline.remainingMillis());
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      setSoTimeout(deadline.remainingMillis());
      return super.read(bytes, offset, length);
    }
  }
}
