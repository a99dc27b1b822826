package org.peerdist.jetty;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One connection, so that a test sees whether it can be used again. */
final class HttpConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  HttpConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** An answer. */
  static final class Answer {
    private final int status;
    private final Map<String, String> fields;
    private final byte[] body;

    Answer(int status, Map<String, String> fields, byte[] body) {
      this.status = status;
      this.fields = fields;
      this.body = body;
    }

    int status() {
      return status;
    }

    byte[] body() {
      return body;
    }

    Optional<String> field(String name) {
      return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean isHashes() {
      return field("Content-Encoding").equals(Optional.of("peerdist"));
    }
  }

  Answer get(String path, String... fields) throws IOException {
    return ask("GET", path, fields);
  }

  Answer ask(String method, String path, String... fields) throws IOException {
    send(method, path, fields);
    return receive(!method.equals("HEAD"));
  }

  void send(String method, String path, String... fields) throws IOException {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: test\r\n");
    for (String field : fields) {
      request.append(field).append("\r\n");
    }
    byte[] bytes = request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    socket.getOutputStream().write(bytes);
  }

  Answer receive(boolean withBody) throws IOException {
    int status = Integer.parseInt(line().substring(9, 12));
    Map<String, String> fields = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      fields.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
    byte[] body = withBody && status != 304 && status != 204 ? body(fields) : new byte[0];
    return new Answer(status, fields, body);
  }

  /** Reads no more than the beginning of an answer's body. */
  byte[] receiveFirst(int bytes) throws IOException {
    for (String line = line(); !line.isEmpty(); line = line()) {
      // The header.
    }
    return in.readNBytes(bytes);
  }

  private byte[] body(Map<String, String> fields) throws IOException {
    if (fields.getOrDefault("transfer-encoding", "").equals("chunked")) {
      return chunks();
    }
    String length = fields.get("content-length");
    if (length == null) {
      return in.readAllBytes();
    }
    byte[] body = in.readNBytes(Integer.parseInt(length));
    if (body.length != Integer.parseInt(length)) {
      throw new EOFException(body.length + " bytes of " + length);
    }
    return body;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.write(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed in a line: " + line);
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
