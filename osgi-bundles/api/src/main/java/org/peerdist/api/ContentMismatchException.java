package org.peerdist.api;

import java.io.IOException;
import org.peerdist.content.ContentRange;

/**
 * The origin's bytes are not those that the content information is about: one of them is of another
 * state of the content.
 */
public final class ContentMismatchException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Creates it.
   *
   * @param range of the bytes
   */
  public ContentMismatchException(ContentRange range) {
    super(range + " of the origin are not those of the content information");
  }
}
