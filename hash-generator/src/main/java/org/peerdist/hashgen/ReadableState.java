package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import org.peerdist.api.SourceState;

/**
 * One state of a content that is read where it is, on a disk or elsewhere, when its turn to be
 * hashed comes. Safe for use by many threads.
 */
public interface ReadableState extends SourceState {
  /**
   * What the content in this state is published by.
   *
   * @return a key that no other content has, and no other state of this one
   */
  PublicationKey key();

  /**
   * How long it is.
   *
   * @return bytes, 0 or more
   */
  long size();

  /**
   * Where it is.
   *
   * @return a path or an address, for messages
   */
  String place();

  /**
   * Opens it to be read from its start.
   *
   * @return to be closed by who asked for it
   * @throws IOException if that can't be done
   */
  ReadableByteChannel open() throws IOException;
}
