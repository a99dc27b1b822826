package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index on disk, and what happens when its file fails: nothing that does is fatal.
 *
 * <p>After an error it is opened again, with what was committed last. If it is damaged it is set
 * aside, and the index starts empty. If it can't be opened everything reads as absent, until {@link
 * #revive} can. Safe for use by many threads.
 */
final class IndexStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexStore.class);

  /** POLICY: so often an operation is tried that others, or interrupts, close the file under. */
  private static final int MAX_TRIES = 4;

  private final Path folder;

  /** The file; null while it can't be opened. */
  private volatile IndexFile file;

  private volatile boolean lost;
  private boolean closed;

  private IndexStore(Path folder) {
    this.folder = folder;
  }

  static IndexStore open(Path folder) throws IOException {
    IndexStore index = new IndexStore(folder);
    index.reopen();
    index.lost = false;
    return index;
  }

  private void setAside(RuntimeException cause) throws IOException {
    LOG.warn(
        "The index of the content cache in {} is damaged and was set aside as {}: the cache"
            + " starts empty",
        folder,
        IndexFile.DAMAGED_FILE_NAME);
    LOG.debug("What is wrong with the index", cause);
    IndexFile.setAside(folder);
  }

  /** The encoded entry of a segment, or null if there is none. */
  byte[] segment(byte[] key) {
    return read(index -> index.segment(key));
  }

  /** The hashes of all blocks of a segment one after the other, or null if they are not known. */
  byte[] hashes(byte[] key) {
    return read(index -> index.hashes(key));
  }

  /**
   * Some keys of segments, in order.
   *
   * @param last the last key that is not wanted any more; null to start
   * @param most how many at most
   * @return none at the end
   */
  List<byte[]> keysAfter(byte[] last, int most) {
    List<byte[]> keys = read(index -> index.keysAfter(last, most));
    return keys == null ? List.of() : keys;
  }

  /** The encoded entries of all containers, by their numbers. */
  Map<Integer, byte[]> containers() {
    Map<Integer, byte[]> containers = read(IndexFile::containers);
    return containers == null ? Map.of() : containers;
  }

  /** Reads from the file; gives null if it can't be used. */
  private <T> T read(Function<IndexFile, T> operation) {
    // Java closes the file of a thread that is interrupted.
    boolean interrupted = Thread.interrupted();
    try {
      for (int i = 0; i < MAX_TRIES; i++) {
        IndexFile index = file;
        if (index == null) {
          return null;
        }
        try {
          return operation.apply(index);
        } catch (RuntimeException e) {
          interrupted |= Thread.interrupted();
          fail(index, e);
        }
      }
      return null;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Changes the file, and commits the changes.
   *
   * @throws IOException if they are not all there, and have to be made again
   */
  void change(Consumer<IndexFile> changes) throws IOException {
    IndexFile index = file;
    if (index == null) {
      throw new IOException("the index can't be opened");
    }
    boolean interrupted = Thread.interrupted();
    try {
      changes.accept(index);
      index.commit();
    } catch (RuntimeException e) {
      interrupted |= Thread.interrupted();
      fail(index, e);
      throw new IOException("the index can't be written: " + e.getMessage(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  boolean isUsable() {
    return file != null;
  }

  /** Whether what was in the index is gone, since it was last asked. */
  boolean wasLost() {
    boolean was = lost;
    lost = false;
    return was;
  }

  private synchronized void fail(IndexFile failed, RuntimeException cause) {
    if (file != failed) {
      return;
    }
    file = null;
    failed.abandon();
    IndexFile.Fault fault = IndexFile.Fault.of(cause);
    LOG.debug("The index of the content cache in {} failed", folder, cause);
    try {
      if (fault == IndexFile.Fault.DAMAGE) {
        lost = true;
        setAside(cause);
      }
      reopen();
    } catch (IOException e) {
      LOG.warn(
          "The index of the content cache in {} failed, and nothing is taken from the cache for"
              + " now: {}",
          folder,
          e.getMessage());
    }
  }

  /** Opens the file again if it could not be opened. */
  synchronized void revive() {
    try {
      if (file == null) {
        reopen();
        LOG.info("The index of the content cache in {} can be used again", folder);
      }
    } catch (IOException e) {
      LOG.debug("The index of the content cache in {} still fails: {}", folder, e.getMessage());
    }
  }

  private synchronized void reopen() throws IOException {
    if (closed) {
      return;
    }
    try {
      file = IndexFile.open(folder);
    } catch (RuntimeException e) {
      if (IndexFile.Fault.of(e) != IndexFile.Fault.DAMAGE) {
        throw new IOException(
            "the index of the content cache in " + folder + " can't be opened: " + e.getMessage(),
            e);
      }
      lost = true;
      setAside(e);
      file = IndexFile.open(folder);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    IndexFile open = file;
    file = null;
    if (open == null) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      open.close();
    } catch (RuntimeException e) {
      LOG.debug("The index of the content cache in {} was not closed in order", folder, e);
      open.abandon();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
