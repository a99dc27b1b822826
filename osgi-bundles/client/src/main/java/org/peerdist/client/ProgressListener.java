package org.peerdist.client;

import java.time.Duration;
import java.util.OptionalLong;
import org.peerdist.api.SourceKind;

/** Is told how a download goes on. */
@FunctionalInterface
public interface ProgressListener {
  /** Is not interested. */
  ProgressListener NONE = (done, length, kind) -> {};

  /**
   * Some bytes were written. Called by the thread that called {@code fetch}.
   *
   * @param done the offset in the content that the output has reached; goes back to 0 if the
   *     download had to start again
   * @param length the length of the content, if it is known
   * @param kind where the last bytes came from
   */
  void progressed(long done, OptionalLong length, SourceKind kind);

  /**
   * The origin was lost after it had answered, and is going to be tried again. Called by the thread
   * that called {@code fetch}, after each try in vain.
   *
   * @param done the offset in the content that the output has reached
   * @param length the length of the content, if it is known
   * @param left how long it is going to be tried if nothing comes
   */
  default void waiting(long done, OptionalLong length, Duration left) {}
}
