package org.peerdist.smb.pipe;

import java.nio.ByteBuffer;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** What can be called through a pipe. */
public interface Interface {
  /** Its id and version, as they travel: 20 bytes. */
  Bytes id();

  /**
   * Calls a method.
   *
   * @param number which one
   * @param input its arguments
   * @return its results
   * @throws WireFormatException if the arguments have not their form
   * @throws UnknownMethod if there is no such method
   */
  Bytes call(int number, ByteBuffer input) throws WireFormatException, UnknownMethod;

  /** There is no such method. */
  final class UnknownMethod extends Exception {
    private static final long serialVersionUID = 1;

    /** Makes the error, without a stack trace: it is an answer. */
    public UnknownMethod() {
      super("unknown method", null, false, false);
    }
  }
}
