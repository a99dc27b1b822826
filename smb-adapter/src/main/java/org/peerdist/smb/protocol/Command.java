package org.peerdist.smb.protocol;

import java.util.Optional;

/** The commands of [MS-SMB2] 2.2.1.2, in the order of their numbers. */
public enum Command {
  NEGOTIATE(0),
  SESSION_SETUP(1),
  LOGOFF(2),
  TREE_CONNECT(3),
  TREE_DISCONNECT(4),
  CREATE(5),
  CLOSE(6),
  FLUSH(7),
  READ(8),
  WRITE(9),
  LOCK(10),
  IOCTL(11),
  CANCEL(12),
  ECHO(13),
  QUERY_DIRECTORY(14),
  CHANGE_NOTIFY(15),
  QUERY_INFO(16),
  SET_INFO(17),
  OPLOCK_BREAK(18);

  private static final Command[] ALL = values();

  private final int number;

  Command(int number) {
    this.number = number;
  }

  /** The command with a number. */
  public static Optional<Command> of(int number) {
    return number < ALL.length ? Optional.of(ALL[number]) : Optional.empty();
  }

  /** The number on the wire, 16 bits. */
  public int number() {
    return number;
  }
}
