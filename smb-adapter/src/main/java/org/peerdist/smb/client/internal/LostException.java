package org.peerdist.smb.client.internal;

import java.io.IOException;

/** A server does not answer any more, or does not know this client any more. */
public final class LostException extends IOException {
  private static final long serialVersionUID = 1;

  LostException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
