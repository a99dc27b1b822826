package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.OptionalLong;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.launcher.internal.ByteText;
import org.peerdist.launcher.internal.ProgressBar;
import org.peerdist.smb.publication.ShareHashes;

/**
 * Makes the hashes of files ready, by which a share finds them that is started later. Links are not
 * followed. For use once.
 */
final class ShareHashing {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final PublishingService publishing;
  private long wanted;
  private long wantedBytes;
  private long ready;
  private long tooShort;
  private long unreadable;

  ShareHashing(PublishingService publishing) {
    this.publishing = publishing;
  }

  /** Hashes a file, or all in a folder. */
  void hash(Path path) throws IOException, InterruptedException {
    // Shares keep hashes by the real path, too.
    Path real = path.toRealPath();
    try (ProgressBar bar = ProgressBar.onStderr()) {
      Visitor visitor = new Visitor(bar);
      Files.walkFileTree(real, visitor);
      if (visitor.interruption != null) {
        throw visitor.interruption;
      }
      while (!publishing.awaitIdle(LOOK)) {
        show(bar);
      }
    }
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final ProgressBar bar;
    private InterruptedException interruption;

    Visitor(ProgressBar bar) {
      this.bar = bar;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!attributes.isRegularFile()) {
        return FileVisitResult.CONTINUE;
      }
      try {
        add(file);
        return FileVisitResult.CONTINUE;
      } catch (InterruptedException e) {
        interruption = e;
        return FileVisitResult.TERMINATE;
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException reason) {
      return skip(file, reason);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException reason) {
      return reason == null ? FileVisitResult.CONTINUE : skip(folder, reason);
    }

    private FileVisitResult skip(Path path, IOException reason) {
      unreadable++;
      System.err.println("peerdist: no hashes of " + path + ": " + Failures.describe(reason));
      return FileVisitResult.CONTINUE;
    }

    private void add(Path file) throws InterruptedException {
      FileIdentity state;
      try {
        state = FileIdentity.read(file);
      } catch (IOException e) {
        skip(file, e);
        return;
      }
      if (state.size() < ShareHashes.SHORTEST) {
        tooShort++;
      } else if (publishing.find(state).isPresent()) {
        ready++;
      } else {
        wanted++;
        wantedBytes += state.size();
        publishing.publishWhenPossible(state, () -> false);
        show(bar);
      }
    }
  }

  private void show(ProgressBar bar) {
    bar.show(publishing.statistics().hashedBytes(), OptionalLong.of(wantedBytes), "hashing");
  }

  /** What was done, in a line. */
  String text() {
    return count(publishing.statistics().completed(), "file")
        + " hashed, "
        + ByteText.of((double) publishing.statistics().hashedBytes())
        + "; "
        + ready
        + " had hashes already; "
        + tooShort
        + " shorter than 64 KiB, which get none";
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** How many files have no hashes now that should have them. */
  long missing() {
    return unreadable + wanted - publishing.statistics().completed();
  }
}
