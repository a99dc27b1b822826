package org.peerdist.launcher;

import java.time.Duration;
import java.util.OptionalLong;
import org.peerdist.api.SourceKind;
import org.peerdist.client.ProgressListener;
import org.peerdist.launcher.internal.ProgressBar;

/**
 * Shows on a bar how a download goes on.
 *
 * @param bar the bar
 */
record ShownProgress(ProgressBar bar) implements ProgressListener {
  @Override
  public void progressed(long done, OptionalLong length, SourceKind kind) {
    bar.show(done, length, name(kind));
  }

  @Override
  public void waiting(long done, OptionalLong length, Duration left) {
    bar.show(done, length, "origin lost, tried again for " + left.toSeconds() + " s");
  }

  private static String name(SourceKind kind) {
    return switch (kind) {
      case CACHE -> "from the own cache";
      case NAMED_PEER, DISCOVERED_PEER -> "from peers";
      case HOSTED_CACHE -> "from the hosted cache";
      case ORIGIN -> "from the origin";
    };
  }
}
