package org.peerdist.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.peerdist.origin.CodingRequest;
import org.peerdist.origin.Decision;
import org.peerdist.origin.PassingContent;
import org.peerdist.origin.ResponseDecision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A response on its way out. It decides at the first write what becomes of it. */
final class CodedResponse extends HttpServletResponseWrapper {
  private static final Logger LOG = LoggerFactory.getLogger(PeerDistFilter.class);
  private static final String LENGTH = "Content-Length";

  private final PeerDistFilter filter;
  private final CodingRequest coding;
  private final HttpServletRequest request;
  private final String resource;
  private final Optional<java.nio.file.Path> file;
  private boolean decided;
  private boolean hit;
  private PassingContent pass;
  private CodedStream stream;
  private PrintWriter writer;

  /** Some containers don't tell. */
  private long length = -1;

  CodedResponse(
      PeerDistFilter filter,
      CodingRequest coding,
      HttpServletRequest request,
      HttpServletResponse response) {
    super(response);
    this.filter = filter;
    this.coding = coding;
    this.request = request;
    // Now, as forwarded requests name other things.
    this.resource = resource(request);
    this.file =
        coding.wish() == CodingRequest.Wish.HASHES
            ? PeerDistFilter.locate(request)
            : Optional.empty();
  }

  private static String resource(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getServerName()
        + ":"
        + request.getServerPort()
        + request.getRequestURI()
        + (query == null ? "" : "?" + query);
  }

  private HttpServletResponse out() {
    return (HttpServletResponse) getResponse();
  }

  /** Whether hashes were sent. */
  boolean isHit() {
    return hit;
  }

  /** Decides, if that was not done yet. */
  void decide() throws IOException {
    if (decided || isCommitted()) {
      return;
    }
    decided = true;
    if (ResponseDecision.couldBeCoded(getStatus(), this::field)) {
      out().addHeader("Vary", CodingRequest.VARY);
    }
    Decision decision =
        filter.decision().decide(coding, resource, () -> file, getStatus(), this::field, length);
    LOG.debug("{}: {}", request.getRequestURI(), decision);
    decision.fields().forEach(out()::setHeader);
    if (decision instanceof Decision.Hit found) {
      hit = true;
      send(found.hashes());
    } else if (decision instanceof Decision.Miss miss) {
      pass = miss.pass().orElse(null);
    }
  }

  private void send(ByteBuffer hashes) throws IOException {
    byte[] body = new byte[hashes.remaining()];
    hashes.get(body);
    out().setContentLengthLong(body.length);
    out().getOutputStream().write(body);
    out().flushBuffer();
  }

  private String field(String name) {
    return name.equals("Content-Type") ? getContentType() : getHeader(name);
  }

  /** Tells what is about to be written. */
  void passing(byte[] bytes, int offset, int count) throws IOException {
    decide();
    if (hit) {
      throw new HashesSentException();
    }
    if (pass != null) {
      pass.update(ByteBuffer.wrap(bytes, offset, count));
    }
  }

  /** The end of the answer. */
  void end(boolean whole) {
    if (writer != null) {
      writer.flush();
    }
    if (!decided && !isCommitted() && ResponseDecision.couldBeCoded(getStatus(), this::field)) {
      out().addHeader("Vary", CodingRequest.VARY); // Nothing was written: 304 and the like.
    }
    if (pass != null && whole) {
      pass.complete();
    } else if (pass != null) {
      pass.abort();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (writer != null) {
      throw new IllegalStateException("getWriter was called before");
    }
    if (stream == null) {
      stream = new CodedStream(this, out().getOutputStream());
    }
    return stream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      if (stream != null) {
        throw new IllegalStateException("getOutputStream was called before");
      }
      String encoding = getCharacterEncoding();
      setCharacterEncoding(encoding);
      writer =
          new PrintWriter(
              new OutputStreamWriter(new CodedStream(this, out().getOutputStream()), encoding));
    }
    return writer;
  }

  @Override
  public void flushBuffer() throws IOException {
    if (writer != null) {
      writer.flush();
    }
    decide();
    if (!hit) {
      super.flushBuffer();
    }
  }

  @Override
  public void setContentLength(int bytes) {
    setContentLengthLong(bytes);
  }

  @Override
  public void setContentLengthLong(long bytes) {
    length = bytes;
    if (!hit) {
      super.setContentLengthLong(bytes);
    }
  }

  @Override
  public void setHeader(String name, String value) {
    if (!takenAsLength(name, value)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!takenAsLength(name, value)) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    if (!takenAsLength(name, Integer.toString(value))) {
      super.setIntHeader(name, value);
    }
  }

  @Override
  public void addIntHeader(String name, int value) {
    if (!takenAsLength(name, Integer.toString(value))) {
      super.addIntHeader(name, value);
    }
  }

  private boolean takenAsLength(String name, String value) {
    if (!name.equalsIgnoreCase(LENGTH) || value == null) {
      return false;
    }
    try {
      setContentLengthLong(Long.parseLong(value.strip()));
      return true;
    } catch (NumberFormatException e) {
      return false; // For the container to refuse.
    }
  }

  @Override
  public void reset() {
    super.reset();
    length = -1;
  }
}
