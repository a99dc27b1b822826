package org.peerdist.launcher.internal;

import java.util.Optional;

/** Asks whoever sits at the terminal. */
public final class Prompt {
  private Prompt() {}

  /**
   * Asks for a password, without showing it.
   *
   * @param question what is asked
   * @return the password; nothing if nobody sits there
   */
  public static Optional<char[]> password(String question) {
    if (System.getProperty("peerdist.terminal") == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(System.console())
        .map(console -> console.readPassword("%s", question));
  }
}
