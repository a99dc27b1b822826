package org.peerdist.origin;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** What becomes of a response. */
public sealed interface Decision {
  /**
   * Header fields of the response, which take the place of those that it has.
   *
   * @return names and values
   */
  Map<String, String> fields();

  /**
   * Why.
   *
   * @return the reason
   */
  AnswerReason reason();

  /**
   * More about the reason.
   *
   * @return a few words, or an empty text
   */
  default String detail() {
    return "";
  }

  /**
   * The content passes as it is.
   *
   * @param reason why
   * @param detail more about the reason, or an empty text
   */
  record Pass(AnswerReason reason, String detail) implements Decision {
    /**
     * The content passes for a reason that says it all.
     *
     * @param reason why
     */
    public Pass(AnswerReason reason) {
      this(reason, "");
    }

    @Override
    public Map<String, String> fields() {
      return Map.of();
    }
  }

  /**
   * Hashes go out instead of the content.
   *
   * @param content the content
   * @param hashes the body of the response
   * @param fields what describes it, without its length
   */
  record Hit(AnsweredContent content, ByteBuffer hashes, Map<String, String> fields)
      implements Decision {
    @Override
    public AnswerReason reason() {
      return AnswerReason.HASHES;
    }
  }

  /**
   * The content passes, because there are no hashes yet.
   *
   * @param content the content
   * @param reason why there are none, and whether there will be
   * @param pass what to give the content to on its way, if it is to be hashed there
   * @param fields what tells the client to ask again, if that is worth while
   */
  record Miss(
      AnsweredContent content,
      AnswerReason reason,
      Optional<PassingContent> pass,
      Map<String, String> fields)
      implements Decision {}
}
