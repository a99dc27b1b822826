package org.peerdist.launcher;

/** A command cannot do what it was asked for. The message is for the user, and is all there is. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1;

  CommandFailure(String message) {
    super(message);
  }

  CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
