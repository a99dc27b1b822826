package org.peerdist.hashgen.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Which publications there are, how large they are, and in which order they were last used; kept in
 * one file that is opened without reading all of it. Not safe for use by many threads.
 */
public final class PublicationIndex implements AutoCloseable {
  /** POLICY: uses that a crash may forget. */
  private static final int UNCOMMITTED_USES = 256;

  private static final String TOTAL = "total";

  private final MVStore store;
  private final MVMap<String, Long> sizes;
  private final MVMap<String, Long> lastUses;
  private final MVMap<Long, String> order;
  private final MVMap<String, Long> totals;
  private final MVMap<String, byte[]> labels;
  private int uncommitted;

  /**
   * Opens or makes an index.
   *
   * @param file its file
   * @throws org.h2.mvstore.MVStoreException if it is damaged, or in use by another process
   */
  public PublicationIndex(Path file) {
    store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
    sizes = store.openMap("sizes");
    lastUses = store.openMap("lastUses");
    order = store.openMap("order");
    totals = store.openMap("totals");
    labels = store.openMap("labels");
  }

  /** The bytes of all publications. */
  public long total() {
    return totals.getOrDefault(TOTAL, 0L);
  }

  /** The number of publications. */
  public int count() {
    return sizes.size();
  }

  /** Whether a publication is here. */
  public boolean has(String name) {
    return sizes.containsKey(name);
  }

  /** Enters a publication, on disk too when this returns. */
  public void put(String name, long size) {
    forget(name);
    sizes.put(name, size);
    totals.put(TOTAL, total() + size);
    use(name);
    commit();
  }

  /** Notes that a publication was used now; nothing if it is not here. */
  public void touch(String name) {
    Long last = lastUses.get(name);
    if (last != null && !last.equals(order.lastKey())) {
      order.remove(last);
      use(name);
      if (++uncommitted >= UNCOMMITTED_USES) {
        commit();
      }
    }
  }

  /** Forgets a publication, on disk too when this returns. */
  public void remove(String name) {
    forget(name);
    labels.remove(name);
    commit();
  }

  /** Keeps a few bytes with a publication until it is removed, on disk too when this returns. */
  public void label(String name, byte[] label) {
    labels.put(name, label.clone());
    commit();
  }

  /** Whether something was kept with a publication. */
  public boolean hasLabel(String name) {
    return labels.containsKey(name);
  }

  /** What was kept with all publications. */
  public List<byte[]> labels() {
    return labels.entrySet().stream().map(entry -> entry.getValue().clone()).toList();
  }

  /** The publication that was not used for the longest time, with its size. */
  public Optional<Map.Entry<String, Long>> eldest() {
    Long first = order.firstKey();
    if (first == null) {
      return Optional.empty();
    }
    String name = order.get(first);
    return Optional.of(Map.entry(name, sizes.getOrDefault(name, 0L)));
  }

  /** The publications that were used last, the very last one first. */
  public List<String> latest(int most) {
    return Stream.iterate(order.lastKey(), Objects::nonNull, order::lowerKey)
        .limit(most)
        .map(order::get)
        .toList();
  }

  private void use(String name) {
    Long last = order.lastKey();
    long next = last == null ? 0 : last + 1;
    order.put(next, name);
    lastUses.put(name, next);
  }

  private void forget(String name) {
    Long size = sizes.remove(name);
    Long last = lastUses.remove(name);
    if (last != null) {
      order.remove(last);
    }
    if (size != null) {
      totals.put(TOTAL, total() - size);
    }
  }

  private void commit() {
    store.commit();
    uncommitted = 0;
  }

  @Override
  public void close() {
    store.commit();
    store.close();
  }
}
