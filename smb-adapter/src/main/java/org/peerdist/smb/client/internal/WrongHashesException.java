package org.peerdist.smb.client.internal;

import java.io.IOException;

/** The hashes that a share gave are not those of the file. */
public final class WrongHashesException extends IOException {
  private static final long serialVersionUID = 1;

  WrongHashesException() {
    super("the share's hashes are not those of the file");
  }
}
