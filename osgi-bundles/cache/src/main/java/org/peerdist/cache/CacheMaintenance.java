package org.peerdist.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;
import org.peerdist.cache.internal.Holding;
import org.peerdist.cache.internal.PackageExport;
import org.peerdist.cache.internal.PackageImport;
import org.peerdist.cache.internal.Storages;
import org.peerdist.cache.internal.Verifier;
import org.peerdist.content.ContentTag;
import org.peerdist.content.SegmentId;

/**
 * What those do with a content cache who look after it: see what is in it, verify it, take parts of
 * it to another one. Nothing of this counts as use of a segment.
 *
 * <p>The cache can be used meanwhile, but {@link ContentCache#close} and {@link ContentCache#clear}
 * wait. Safe for use by many threads. After {@code close} all methods throw {@link
 * IllegalStateException}.
 */
public final class CacheMaintenance {
  private final ContentCache cache;
  private final Storages storages;

  CacheMaintenance(ContentCache cache, Storages storages) {
    this.cache = cache;
    this.storages = storages;
  }

  /**
   * The folders.
   *
   * @return those that could be opened, as they are now
   */
  public List<FolderStatus> folders() {
    Lock lock = cache.use();
    try {
      return storages.folders().stream()
          .map(
              folder ->
                  new FolderStatus(
                      folder.path(), folder.limit(), folder.size(), folder.isWritable()))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Shows all that there is to a visitor.
   *
   * @param visitor gets each segment that was put before the last {@link ContentCache#flush}
   */
  public void visit(SegmentVisitor visitor) {
    Lock lock = cache.use();
    try {
      storages.visit(
          holding -> {
            if (holding.key().opaque()) {
              visitor.visitOpaque(OpaqueBlocks.segment(holding));
            } else {
              visitor.visit(ContentCache.segment(holding));
            }
          });
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reads everything, and drops what is damaged: blocks that do not have their checksum any more,
   * and blocks that do not have their hash, where it is known or follows from the other blocks of
   * the segment.
   *
   * @param listener hears of each damaged block
   * @return what was found
   * @throws IOException if what was put before can't be written
   */
  public VerifyReport verify(MaintenanceListener listener) throws IOException {
    Lock lock = cache.use();
    try {
      storages.flush();
      long[] damaged = new long[1];
      Verifier verifier =
          new Verifier(
              storages,
              listener::progress,
              (key, block) -> {
                damaged[0]++;
                cache.tellDamage(key.id(), block);
                listener.damaged(key.id(), block, key.opaque());
              });
      verifier.run();
      storages.flush();
      return new VerifyReport(
          verifier.segments(),
          verifier.blocks(),
          verifier.hashedBlocks(),
          verifier.bytes(),
          damaged[0]);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Drops the segments of an application.
   *
   * @param tag the application
   * @return how many segments
   * @throws IOException if that can't be saved
   */
  public long clear(ContentTag tag) throws IOException {
    Lock lock = cache.use();
    try {
      storages.flush();
      long[] count = new long[1];
      storages.visit(
          holding -> {
            if (holding.segment().tag().equals(tag)) {
              storages.forget(holding.key());
              count[0]++;
            }
          });
      storages.flush();
      return count[0];
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes segments to a package, a file that another cache can import. The format is that of
   * {@link PackageReport}. The file appears when it is complete, for its owner only.
   *
   * <p>A package has the segments' secrets and their bytes in the clear, so that whoever imports it
   * can verify it: who has the package has the content. Opaque segments are in it as they are, and
   * nobody can read them. Blocks that are damaged, and segments of which too little is there to
   * prove them, are left out.
   *
   * @param file the package; what was there by this name is replaced
   * @param tags which applications' segments, by their tags
   * @param ids which segments, by their names
   * @param listener hears how far it has come
   * @return what is in the package
   * @throws IOException if it can't be written; nothing is left of it then
   */
  public PackageReport exportTo(
      Path file, Predicate<ContentTag> tags, Predicate<SegmentId> ids, MaintenanceListener listener)
      throws IOException {
    Lock lock = cache.use();
    try {
      storages.flush();
      Predicate<Holding> filter =
          holding -> tags.test(holding.segment().tag()) && ids.test(holding.key().id());
      PackageExport export = new PackageExport(storages, filter, listener::progress);
      export.write(file);
      return new PackageReport(
          export.segments(), export.blocks(), export.bytes(), 0, export.leftOut());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stores what is in a package. Each block is verified before it is stored, and stored when it is
   * verified: what was imported before a package ended early, or the process did, is there, and
   * importing it once more adds the rest. Opaque segments, which nobody can verify, stay opaque.
   *
   * @param file the package
   * @param listener hears how far it has come
   * @return what is in the package
   * @throws IOException if this is no package, or it is damaged, ends early or can't be read, or if
   *     the cache can't store more
   */
  public PackageReport importFrom(Path file, MaintenanceListener listener) throws IOException {
    Lock lock = cache.use();
    try {
      PackageImport importing = new PackageImport(storages, listener::progress);
      try {
        importing.read(file);
      } finally {
        storages.flush();
      }
      return new PackageReport(
          importing.segments(), importing.blocks(), importing.bytes(), importing.known(), 0);
    } finally {
      lock.unlock();
    }
  }
}
