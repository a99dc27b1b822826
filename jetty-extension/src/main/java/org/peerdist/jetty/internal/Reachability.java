package org.peerdist.jetty.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether somebody accepts connections somewhere. */
public final class Reachability {
  /** POLICY: longer than any network of a branch takes. */
  private static final int MILLIS = 1000;

  private Reachability() {}

  /**
   * Tries it.
   *
   * @param address where; the wildcard is this machine
   * @return true if a connection was accepted within a second
   */
  public static boolean isOpen(InetSocketAddress address) {
    InetSocketAddress there =
        !address.isUnresolved() && address.getAddress().isAnyLocalAddress()
            ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
            : address;
    try (Socket socket = new Socket()) {
      socket.connect(there, MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
