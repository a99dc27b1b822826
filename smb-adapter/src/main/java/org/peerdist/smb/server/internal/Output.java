package org.peerdist.smb.server.internal;

import java.net.InetAddress;

/** Where the answers of a conversation go. */
interface Output {
  /** Who the client is. */
  InetAddress address();

  /** Sends a frame after those before; from the thread of the conversation only. */
  void send(OutFrame frame);

  /** Reads and sends nothing for a while; from the thread of the conversation only. */
  void delay(long millis);

  /** Runs something in the thread of the conversation; from any thread. */
  void post(Runnable task);
}
