package org.peerdist.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The body of a response, which passes, or does not. */
final class CodedStream extends ServletOutputStream {
  private final CodedResponse response;
  private final ServletOutputStream out;

  CodedStream(CodedResponse response, ServletOutputStream out) {
    this.response = response;
    this.out = out;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    response.passing(bytes, offset, count);
    out.write(bytes, offset, count);
  }

  @Override
  public void flush() throws IOException {
    response.decide();
    if (!response.isHit()) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    response.decide();
    if (!response.isHit()) {
      out.close();
    }
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(listener);
  }
}
