package org.peerdist.smb.protocol;

import java.util.Optional;

/** The commands of [MS-SMB2] 2.2.1.2, in the order of their numbers. */
public enum Command {
  NEGOTIATE,
  SESSION_SETUP,
  LOGOFF,
  TREE_CONNECT,
  TREE_DISCONNECT,
  CREATE,
  CLOSE,
  FLUSH,
  READ,
  WRITE,
  LOCK,
  IOCTL,
  CANCEL,
  ECHO,
  QUERY_DIRECTORY,
  CHANGE_NOTIFY,
  QUERY_INFO,
  SET_INFO,
  OPLOCK_BREAK;

  private static final Command[] ALL = values();

  /** The command with a number. */
  public static Optional<Command> of(int number) {
    return number < ALL.length ? Optional.of(ALL[number]) : Optional.empty();
  }

  /** The number on the wire, 16 bits. */
  public int number() {
    return ordinal();
  }
}
