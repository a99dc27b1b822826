package org.peerdist.retrieval;

import java.util.Optional;
import java.util.function.Function;

/**
 * What came of an exchange with a peer: something, or a failure. What peers do is never an
 * exception.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {
  /**
   * The peer gave what was asked for.
   *
   * @param <T> what was asked for
   * @param content the answer
   */
  record Given<T>(T content) implements Answer<T> {}

  /**
   * It did not.
   *
   * @param <T> what was asked for
   * @param kind the kind of failure
   * @param reason more words, for a log
   */
  record Failed<T>(FailureKind kind, String reason) implements Answer<T> {}

  /**
   * What was given.
   *
   * @return nothing if the exchange failed
   */
  default Optional<T> given() {
    return this instanceof Given<T> answer ? Optional.of(answer.content()) : Optional.empty();
  }

  /**
   * Goes on with what was given.
   *
   * @param <R> what comes out
   * @param step makes an answer from it
   * @return the answer of that step, or this failure
   */
  default <R> Answer<R> then(Function<T, Answer<R>> step) {
    if (this instanceof Given<T> answer) {
      return step.apply(answer.content());
    }
    Failed<T> failure = (Failed<T>) this;
    return new Failed<>(failure.kind(), failure.reason());
  }
}
