package org.peerdist.smb.server.internal;

/** How much one client may have of what all share. */
final class Limits {
  /** POLICY: the most bytes of a read, a write, and an answer that lists. */
  static final int TRANSFER = 1 << 20;

  /** POLICY: the longest frame before a login: tokens have a few thousand bytes. */
  static final int FRAME_BEFORE_LOGIN = 1 << 16;

  /** POLICY: the longest frame: a write with what is around it, and compounds of small requests. */
  static final int FRAME = TRANSFER + (1 << 16);

  /** POLICY: messages in a compound. */
  static final int COMPOUND = 32;

  /** POLICY: sessions in a connection. */
  static final int SESSIONS = 64;

  /** POLICY: shares that a session is connected to. */
  static final int TREES = 256;

  /** POLICY: files that a session has open. */
  static final int OPENS = 8192;

  /** POLICY: requests of a connection that wait for something to happen. */
  static final int PENDING = 128;

  /** POLICY: credits of a connection. */
  static final int CREDITS = 8192;

  /** POLICY: connections without a login, of all clients and of one address. */
  static final int STRANGERS = 512;

  static final int STRANGERS_OF_ONE = 64;

  /** POLICY: how long a client may take to log in, in milliseconds. */
  static final long LOGIN_MILLIS = 30_000;

  /** POLICY: how long a client may take to send the next byte of a frame, or take the next one. */
  static final long STALL_MILLIS = 60_000;

  private Limits() {}
}
