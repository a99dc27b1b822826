package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers of a folder. Their numbers are never given out twice, so that an index entry which
 * outlives its container points to nothing.
 */
final class Containers {
  private static final Logger LOG = LoggerFactory.getLogger(Containers.class);
  private static final String SUFFIX = ".blocks";
  private static final int PROBE_BYTES = 64 * 1024;

  private final Path folder;
  private final IndexStore store;
  private final int capacity;
  private final OpenFiles openFiles = new OpenFiles();
  private final ContainerQueue queue = new ContainerQueue();
  private final Map<Integer, Container> byNumber = new ConcurrentHashMap<>();
  private final Set<Integer> changed = ConcurrentHashMap.newKeySet();
  private final Set<Integer> dead = ConcurrentHashMap.newKeySet();
  private final Set<Integer> unforced = ConcurrentHashMap.newKeySet();

  /** What was put in the index and is not yet committed; for use by whoever saves. */
  private final Set<Integer> saving = new HashSet<>();

  private final AtomicLong size = new AtomicLong();
  private Container unfinished;
  private int nextNumber = 1;
  private long nextOrder;

  private Containers(Path folder, IndexStore store, int capacity) {
    this.folder = folder;
    this.store = store;
    this.capacity = capacity;
  }

  static Containers open(Path folder, IndexStore store, int capacity) throws IOException {
    Containers containers = new Containers(folder, store, capacity);
    containers.restore();
    return containers;
  }

  /** Takes the containers that the index knows, and deletes all others. */
  private void restore() throws IOException {
    Set<Integer> files = files();
    Map<Integer, byte[]> known = store.containers();
    for (int number : files) {
      nextNumber = Math.max(nextNumber, number + 1);
      if (!known.containsKey(number)) {
        Files.deleteIfExists(path(number));
      }
    }
    List<Container> found = new ArrayList<>();
    for (Map.Entry<Integer, byte[]> entry : known.entrySet()) {
      nextNumber = Math.max(nextNumber, entry.getKey() + 1);
      if (files.contains(entry.getKey()) && Container.isValid(entry.getValue())) {
        found.add(new Container(entry.getKey(), file(entry.getKey()), entry.getValue()));
      } else {
        changed.add(entry.getKey());
      }
    }
    takeUnfinished(found);
    found.sort(Comparator.comparingLong(Container::order));
    for (Container container : found) {
      byNumber.put(container.number(), container);
      size.addAndGet(container.size());
      nextOrder = Math.max(nextOrder, container.order() + 1);
    }
    found.remove(unfinished);
    queue.restore(found);
  }

  /** The last container may have grown after it was noted in the index, and may be appended to. */
  private void takeUnfinished(List<Container> found) throws IOException {
    if (found.isEmpty()) {
      return;
    }
    Container last = Collections.max(found, Comparator.comparingInt(Container::number));
    long length = Math.max(last.file().length(), last.size());
    last.grow(SlotHeader.align((int) Math.min(length, Integer.MAX_VALUE / 2)));
    last.markWritten(last.size());
    unfinished = last;
  }

  private Set<Integer> files() throws IOException {
    Set<Integer> numbers = new HashSet<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path path : paths) {
        String name = path.getFileName().toString();
        if (name.matches("[0-9a-f]{8}" + SUFFIX)) {
          numbers.add(Integer.parseUnsignedInt(name.substring(0, 8), 16));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return numbers;
  }

  private Path path(int number) {
    return folder.resolve(String.format(Locale.ROOT, "%08x%s", number, SUFFIX));
  }

  private ContainerFile file(int number) {
    return new ContainerFile(path(number), openFiles);
  }

  /** The container that was appended to when the cache was closed, or null. */
  Container unfinished() {
    return unfinished;
  }

  int capacity() {
    return capacity;
  }

  long size() {
    return size.get();
  }

  Container get(int number) {
    return byNumber.get(number);
  }

  ContainerQueue queue() {
    return queue;
  }

  Container create() throws IOException {
    if (!diskHasRoomFor(1)) {
      throw new IOException("less than " + capacity + " bytes are free on the disk");
    }
    int number = nextNumber++;
    ContainerFile file = file(number);
    file.create();
    Container container = new Container(number, file, 0, nextOrder++, capacity);
    byNumber.put(number, container);
    changed.add(number);
    return container;
  }

  /** Whether so many containers fit on the disk. */
  boolean diskHasRoomFor(int count) throws IOException {
    return Files.getFileStore(folder).getUsableSpace() / count >= capacity;
  }

  /** Takes place at the end of a container. */
  void grow(Container container, int length) {
    container.grow(container.size() + length);
    size.addAndGet(length);
  }

  /** Notes that the index points to a block, or, with a negative length, does no longer. */
  void occupy(int number, int blockLength) {
    Container container = byNumber.get(number);
    if (container == null) {
      return;
    }
    int slotLength = SlotHeader.slotLength(Math.abs(blockLength));
    container.addLive(blockLength < 0 ? -slotLength : slotLength);
    changed.add(number);
    if (container.live() <= 0) {
      dead.add(number);
    }
  }

  /** The containers that the index seems to point to no more, since it was last asked. */
  List<Container> takeDead() {
    List<Container> containers = new ArrayList<>();
    for (int number : List.copyOf(dead)) {
      dead.remove(number);
      Container container = byNumber.get(number);
      if (container != null && container.live() <= 0) {
        containers.add(container);
      }
    }
    return containers;
  }

  /** Asks for a container again that could not be dealt with now. */
  void postponeDead(Container container) {
    dead.add(container.number());
  }

  /** Notes that there is more in the file of a container. */
  void wrote(Container container, int end) {
    container.markWritten(end);
    changed.add(container.number());
    unforced.add(container.number());
  }

  void finish(Container container) {
    container.reorder(nextOrder++);
    queue.add(container);
    changed.add(container.number());
  }

  /** Puts a container back in the queue as if it had just been written. */
  void renew(Container container) {
    container.clearMarks();
    finish(container);
  }

  void delete(Container container) {
    byNumber.remove(container.number());
    size.addAndGet(-container.size());
    changed.add(container.number());
    try {
      container.file().delete();
    } catch (IOException e) {
      LOG.warn("A file of the content cache can't be deleted: {}", e.getMessage());
    }
  }

  void clear() {
    queue.clear();
    List.copyOf(byNumber.values()).forEach(this::delete);
    changed.clear();
    unforced.clear();
    dead.clear();
  }

  /** Puts all changes in a file. For one thread at a time. */
  void save(IndexFile file) {
    for (int number : List.copyOf(changed)) {
      changed.remove(number);
      saving.add(number);
      Container container = byNumber.get(number);
      file.putContainer(number, container == null ? null : container.encode());
    }
  }

  /** What was put in the file is there, or has to be put again. */
  void saved(boolean success) {
    if (!success) {
      changed.addAll(saving);
    }
    saving.clear();
  }

  /** Has all saved with the next changes, for the marks of use. */
  void changeAll() {
    changed.addAll(byNumber.keySet());
  }

  /** Tries to write to the folder. */
  void probe() throws IOException {
    ContainerFile file = new ContainerFile(folder.resolve("probe"), openFiles);
    file.delete();
    file.create();
    try {
      file.write(ByteBuffer.allocate(PROBE_BYTES), 0);
      file.force();
    } finally {
      file.delete();
    }
  }

  void force() throws IOException {
    for (int number : List.copyOf(unforced)) {
      unforced.remove(number);
      Container container = byNumber.get(number);
      if (container != null) {
        force(container);
      }
    }
  }

  private void force(Container container) throws IOException {
    try {
      container.file().force();
    } catch (NoSuchFileException e) {
      if (byNumber.containsKey(container.number())) {
        throw e;
      }
      LOG.debug("Container {} was reclaimed meanwhile", container.number());
    }
  }

  void close() {
    openFiles.closeAll();
  }
}
