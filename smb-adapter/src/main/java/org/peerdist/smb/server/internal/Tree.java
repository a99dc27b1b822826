package org.peerdist.smb.server.internal;

import org.peerdist.smb.server.Share;

/** A connection of a session to a share. */
final class Tree {
  /** All rights. */
  static final int ALL_ACCESS = 0x001F01FF;

  /** The rights to read, and to know all that can be known. */
  static final int READ_ACCESS = 0x001200A9;

  private final int id;
  private final Place place;

  /** Where a connection leads to. */
  sealed interface Place {
    /** Named pipes. */
    record Pipes() implements Place {}

    /**
     * Files.
     *
     * @param share that they are in
     * @param writable whether this user may change them
     */
    record Files(Share share, boolean writable) implements Place {}
  }

  Tree(int id, Place place) {
    this.id = id;
    this.place = place;
  }

  int id() {
    return id;
  }

  Place place() {
    return place;
  }

  boolean isEncrypted() {
    return place instanceof Place.Files files && files.share().encrypted();
  }

  int access() {
    return place instanceof Place.Files files && !files.writable() ? READ_ACCESS : ALL_ACCESS;
  }
}
