package org.peerdist.smb.client.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.peerdist.smb.readhash.HashVersion;
import org.peerdist.smb.readhash.ReadHashRequest;

/** A file of a share that is open for reading. Safe for use by many threads. */
public interface RemoteFile extends Closeable {
  /** What tells one state of the file from another: its length and its times. */
  record State(long size, long written, long changed) {}

  /** The state of the file when it was opened. */
  State opened();

  /** The state of the file now. */
  State now() throws IOException;

  /** The versions of hashes that the share says it has, and that may be asked for. */
  Set<HashVersion> hashVersions();

  /** The most bytes that an answer with hashes may have. */
  int mostHashBytes();

  /**
   * Reads bytes from a position until the buffer is full.
   *
   * @throws IOException if that fails, or the file ends earlier
   */
  void read(long position, ByteBuffer into) throws IOException;

  /**
   * Asks for hashes.
   *
   * @return the output of the control code; nothing if the server has none to give now
   * @throws IOException if the connection is lost
   */
  Optional<ByteBuffer> readHash(ReadHashRequest request) throws IOException;

  @Override
  void close();
}
