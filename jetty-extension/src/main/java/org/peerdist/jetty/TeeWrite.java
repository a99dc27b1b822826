package org.peerdist.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;
import org.peerdist.origin.PassingContent;

/**
 * Writes a buffer in slices and hashes each in front of its write. A buffer can be a mapped file of
 * 2 GiB: hashed as one, it would keep the client waiting.
 */
final class TeeWrite extends IteratingNestedCallback {
  /** POLICY: what is hashed in well under a millisecond. */
  private static final int SLICE = 64 * 1024;

  private final Response out;
  private final PassingContent pass;
  private final boolean last;
  private final ByteBuffer content;
  private boolean done;

  TeeWrite(Response out, PassingContent pass, boolean last, ByteBuffer content, Callback callback) {
    super(callback);
    this.out = out;
    this.pass = pass;
    this.last = last;
    this.content = content;
  }

  @Override
  protected Action process() {
    if (done) {
      // Now, and not when the response ends: Jetty 12.1 fails the end of its DefaultServlet's
      // answers after all of it is sent, because it counts only what servlets write.
      if (pass.isWhole()) {
        pass.complete();
      }
      return Action.SUCCEEDED;
    }
    int length = Math.min(SLICE, content.remaining());
    ByteBuffer slice = content.slice(content.position(), length);
    content.position(content.position() + length);
    done = !content.hasRemaining();
    pass.update(slice);
    out.write(last && done, slice, this);
    return Action.SCHEDULED;
  }
}
