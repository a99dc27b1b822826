package org.peerdist.smb.login;

import org.peerdist.wire.Bytes;

/** What comes of a token of a client. */
public sealed interface LoginStep {
  /**
   * The client has to go on.
   *
   * @param token for it
   */
  record Continue(Bytes token) implements LoginStep {}

  /**
   * The client is who it says.
   *
   * @param token for it, perhaps empty
   * @param user the name as the server has it; empty if it is nobody
   * @param guest whether nothing was proved
   * @param sessionKey 16 bytes
   */
  record Success(Bytes token, String user, boolean guest, Bytes sessionKey) implements LoginStep {
    /** Says nothing of the key. */
    @Override
    public String toString() {
      return "Success[user=" + user + ", guest=" + guest + "]";
    }
  }

  /**
   * The client may not come in.
   *
   * @param user as the client has it, empty if it did not come that far
   * @param reason for the log
   */
  record Failure(String user, String reason) implements LoginStep {}
}
