package org.peerdist.api;

import org.peerdist.wire.Bytes;

/**
 * Whose publications they are. Only sessions of the same owner see them; the same content id of
 * another owner is another publication.
 *
 * @param token what only the owner knows, and proves to be the owner by; any bytes
 */
public record Owner(Bytes token) {
  /** Everybody who does not care. */
  public static final Owner SHARED = new Owner(Bytes.EMPTY);

  /** Does not show the token. */
  @Override
  public String toString() {
    return token.length() == 0 ? "shared" : "an owner";
  }
}
