package org.peerdist.smb.client.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Makes the socket of a connection, and notes when nothing more comes from it. smbj does not tell:
 * a request that it sends after that waits for its answer as if there could be one.
 */
final class SocketWatch extends SocketFactory {
  private static final int CONNECT_MILLIS = 5_000;

  private volatile boolean ended;
  private volatile Socket socket;

  /** Whether nothing more will come. */
  boolean isEnded() {
    return ended;
  }

  /** Ends the connection, without a word to the other side. */
  void end() {
    ended = true;
    Socket open = socket;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // There is nothing left to end.
      }
    }
  }

  private final class Watched extends Socket {
    Watched() {
      super(Proxy.NO_PROXY);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new WatchedStream(super.getInputStream());
    }
  }

  private final class WatchedStream extends FilterInputStream {
    WatchedStream(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      boolean alive = false;
      try {
        int count = super.read(bytes, offset, length);
        alive = count >= 0;
        return count;
      } finally {
        ended |= !alive;
      }
    }
  }

  private Socket connect(InetSocketAddress address) throws IOException {
    Watched made = new Watched();
    socket = made;
    try {
      made.connect(address, CONNECT_MILLIS);
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  @Override
  public Socket createSocket() {
    Watched made = new Watched();
    socket = made;
    return made;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connect(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connect(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket(host, port);
  }
}
