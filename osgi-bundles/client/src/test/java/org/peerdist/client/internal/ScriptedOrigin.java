package org.peerdist.client.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An origin in memory that does PeerDist, and fails as its fields tell. */
final class ScriptedOrigin implements OriginTransport {
  static final URI URL = URI.create("http://origin.test/file");

  volatile byte[] content;
  volatile Optional<byte[]> information;
  volatile String etag = "\"1\"";
  volatile boolean ranges = true;

  /** The hashes are there only after so many requests with HashRequest=true. */
  final AtomicInteger hashesAfter = new AtomicInteger();

  /** Every body breaks after so many bytes. */
  volatile long breakAfter = Long.MAX_VALUE;

  /** What ranges are taken from, if not from the content. */
  volatile byte[] rangeContent;

  final List<Map<String, String>> requests = Collections.synchronizedList(new ArrayList<>());
  final List<Duration> patiences = Collections.synchronizedList(new ArrayList<>());
  final AtomicLong contentBytes = new AtomicLong();
  Runnable beforeRequest = () -> {};

  /** What happens to a request instead of what usually does. */
  interface Instead {
    /** The answer, or null for the usual one. */
    OriginAnswer of(Map<String, String> headers) throws IOException;
  }

  volatile Instead instead = headers -> null;

  ScriptedOrigin(TestContent content) {
    this.content = content.bytes();
    this.information = Optional.of(content.encoded());
  }

  long count(String name, String part) {
    synchronized (requests) {
      return requests.stream().filter(r -> r.getOrDefault(name, "").contains(part)).count();
    }
  }

  @Override
  public OriginAnswer get(URI url, Map<String, String> headers, Duration patience)
      throws IOException {
    patiences.add(patience);
    beforeRequest.run();
    requests.add(Map.copyOf(headers));
    OriginAnswer other = instead.of(headers);
    if (other != null) {
      return other;
    }
    Map<String, String> answer = new HashMap<>();
    if (etag != null) {
      answer.put("etag", etag);
    }
    if (headers.get("Accept-Encoding").equals("peerdist")) {
      if (information.isPresent() && hashesAreThere(headers)) {
        answer.put("content-encoding", "peerdist");
        answer.put("x-p2p-peerdist", "Version=1.1, ContentLength=" + content.length);
        return body(headers.containsKey("Range") ? 206 : 200, answer, information.get(), false);
      }
      if (information.isPresent()) {
        answer.put("x-p2p-peerdistex", "MakeHashRequest=true");
      }
    }
    String range = headers.get("Range");
    if (range == null || !ranges) {
      return body(200, answer, content, true);
    }
    byte[] source = rangeContent == null ? content : rangeContent;
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    int from = Integer.parseInt(ends[0]);
    int to = ends[1].isEmpty() ? source.length : Integer.parseInt(ends[1]) + 1;
    answer.put(
        "content-range", String.format(Locale.ROOT, "bytes %d-%d/%d", from, to - 1, source.length));
    return body(206, answer, Arrays.copyOfRange(source, from, to), true);
  }

  /** An answer without content. */
  static OriginAnswer status(int status, Map<String, String> headers) {
    return new OriginAnswer(URL, status, headers, InputStream.nullInputStream());
  }

  private boolean hashesAreThere(Map<String, String> headers) {
    if (headers.get("X-P2P-PeerDistEx").contains("HashRequest=true")) {
      hashesAfter.decrementAndGet();
    }
    return hashesAfter.get() <= 0;
  }

  private OriginAnswer body(
      int status, Map<String, String> headers, byte[] bytes, boolean isContent) {
    headers.put("content-length", "" + bytes.length);
    return new OriginAnswer(URL, status, headers, new Body(bytes, isContent));
  }

  /** Breaks where it should, and counts. */
  private final class Body extends InputStream {
    private final InputStream in;
    private final boolean isContent;
    private long left = breakAfter;

    Body(byte[] bytes, boolean isContent) {
      this.in = new ByteArrayInputStream(bytes);
      this.isContent = isContent;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        throw new IOException("broken, as told");
      }
      int count = in.read(into, offset, (int) Math.min(length, left));
      if (count > 0) {
        left -= isContent ? count : 0;
        contentBytes.addAndGet(isContent ? count : 0);
      }
      return count;
    }
  }
}
