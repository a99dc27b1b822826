package org.peerdist.jetty;

import java.nio.ByteBuffer;
import org.peerdist.hashgen.PublicationKey;

/** What becomes of a response. */
sealed interface Decision {
  /** The content passes as it is. */
  record Pass(String reason) implements Decision {}

  /** Hashes go out instead of the content. */
  record Hit(AnsweredContent content, ByteBuffer hashes) implements Decision {}

  /** The content passes, because there are no hashes yet. */
  record Miss(AnsweredContent content, PublicationKey key, boolean underWay, boolean tee)
      implements Decision {}
}
