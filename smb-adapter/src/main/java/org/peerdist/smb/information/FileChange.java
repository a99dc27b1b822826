package org.peerdist.smb.information;

import java.util.Objects;

/**
 * A change in a folder that is watched.
 *
 * @param action what happened
 * @param name where, from the folder that is watched, with backslashes
 */
public record FileChange(Action action, String name) {
  /** What can happen, with its number in [MS-FSCC] 2.7.1. */
  public enum Action {
    /** It is new here. */
    ADDED(1),
    /** It is no longer here. */
    REMOVED(2),
    /** Its bytes or attributes are others. */
    MODIFIED(3),
    /** It has another name in the same folder: this is the old one. */
    RENAMED_OLD_NAME(4),
    /** It has another name in the same folder: this is the new one, right after the old one. */
    RENAMED_NEW_NAME(5);

    private final int value;

    Action(int value) {
      this.value = value;
    }

    int value() {
      return value;
    }
  }

  private static final int NAMES = 0x3;

  /**
   * Whether a client wants to know of it.
   *
   * @param filter the completion filter of [MS-SMB2] 2.2.35
   * @return true for names that come or go if it asks for names of files or folders, and for other
   *     changes if it asks for anything else
   */
  public boolean matches(int filter) {
    return (filter & (action == Action.MODIFIED ? ~NAMES : NAMES)) != 0;
  }

  /** Checks that both are there. */
  public FileChange {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(name, "name");
  }
}
