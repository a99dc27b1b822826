package org.peerdist.smb.files.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.information.FileChange;
import org.peerdist.smb.information.FileChange.Action;

/** What the system here tells of changes. */
class FolderWatcherTest {
  @TempDir Path temporary;
  private Path folder;
  private FolderWatcher watcher;
  private final BlockingQueue<List<FileChange>> told = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws IOException {
    folder = temporary.toRealPath();
    watcher = new FolderWatcher(FileSystems.getDefault());
  }

  @AfterEach
  void stop() throws IOException {
    watcher.close();
  }

  /** Waits until something is told; what comes before it does not matter. */
  private void await(Predicate<List<FileChange>> expected) throws InterruptedException {
    List<FileChange> changes;
    do {
      changes = told.poll(30, TimeUnit.SECONDS);
      assertThat(changes).as("what is told").isNotNull();
    } while (!expected.test(changes));
  }

  private void awaitChange(Action action, String name) throws InterruptedException {
    await(changes -> changes.contains(new FileChange(action, name)));
  }

  @Test
  void folder_filesComeChangeAndGo_isTold() throws Exception {
    watcher.watch(folder, false, told::add);
    Path file = Files.createFile(folder.resolve("a:b"));
    awaitChange(Action.ADDED, "a\uF022b");
    Files.writeString(file, "x");
    awaitChange(Action.MODIFIED, "a\uF022b");
    Files.delete(file);
    awaitChange(Action.REMOVED, "a\uF022b");
  }

  @Test
  void recursive_newFolders_areWatchedToo() throws Exception {
    Path inner = Files.createDirectory(folder.resolve("f"));
    watcher.watch(folder, true, told::add);
    Files.createFile(inner.resolve("a"));
    awaitChange(Action.ADDED, "f\\a");
    Path made = Files.createDirectory(inner.resolve("g"));
    awaitChange(Action.ADDED, "f\\g");
    Files.createFile(made.resolve("b"));
    awaitChange(Action.ADDED, "f\\g\\b");
  }

  @Test
  void recursive_folderThatIsNotEmpty_hasToBeListed() throws Exception {
    Path full = Files.createDirectory(temporary.resolve("outside"));
    Files.createFile(full.resolve("a"));
    Path watched = Files.createDirectory(folder.resolve("watched"));
    watcher.watch(watched, true, told::add);
    Files.move(full, watched.resolve("inside"));
    await(List::isEmpty);
  }

  /** Whichever comes first: a folder that is made while a watch begins is watched. */
  @Test
  void recursive_folderMadeMeanwhile_isWatchedToo() throws Exception {
    for (int i = 0; i < 50; i++) {
      Path top = Files.createDirectories(folder.resolve("top" + i).resolve("f"));
      Path made = top.resolve("g");
      CompletableFuture<Void> making =
          CompletableFuture.runAsync(
              () -> {
                try {
                  Files.createDirectory(made);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      Closeable watch = watcher.watch(top.getParent(), true, told::add);
      making.join();
      Files.createFile(made.resolve("a"));
      // It is told of, or the folder has to be listed as it was there before anyone could see it.
      await(all -> all.isEmpty() || all.contains(new FileChange(Action.ADDED, "f\\g\\a")));
      watch.close();
      told.clear();
    }
  }

  @Test
  void twoWatches_oneEnds_otherGoesOn() throws Exception {
    BlockingQueue<List<FileChange>> others = new LinkedBlockingQueue<>();
    Closeable other = watcher.watch(folder, false, others::add);
    watcher.watch(folder, false, told::add);
    other.close();
    Files.createFile(folder.resolve("a"));
    awaitChange(Action.ADDED, "a");
    assertThat(others).isEmpty();
  }

  @Test
  void folder_goesAway_hasToBeListed() throws Exception {
    Path watched = Files.createDirectory(folder.resolve("watched"));
    watcher.watch(watched, false, told::add);
    Files.delete(watched);
    await(List::isEmpty);
  }
}
