package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.internal.HashWorkers;

/**
 * Hashes one content, whose bytes are handed over one after the other. Holds a few slabs of the
 * content; while all threads of the generator are busy, the caller's own thread hashes.
 *
 * <p>For use by one thread at a time.
 */
public final class HashingPass implements AutoCloseable {
  private final HashWorkers workers;
  private final List<InformationFile> files = new ArrayList<>();
  private final HashingRecipe recipe;
  private final Set<ContentVersion> versions;
  private final int slabLimit;

  /** Slabs on their way through the workers, the first one first. */
  private final Deque<Slab> underWay = new ArrayDeque<>();

  private final Deque<Slab> free = new ArrayDeque<>();
  private Slab filling;
  private long length;
  private boolean ended;

  HashingPass(HashingRecipe recipe, HashWorkers workers, Map<ContentVersion, Path> outputs)
      throws IOException {
    this.recipe = recipe;
    this.workers = workers;
    this.versions = Set.copyOf(outputs.keySet());
    this.slabLimit = workers.depth() + 1;
    try {
      for (Map.Entry<ContentVersion, Path> output : outputs.entrySet()) {
        files.add(
            output.getKey() == ContentVersion.V1
                ? new InformationFileV1(output.getValue(), recipe)
                : new InformationFileV2(output.getValue()));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
    this.filling = new Slab(recipe, versions, 0);
  }

  /**
   * Takes the next bytes of the content. They are copied: the buffer is the caller's again when
   * this returns.
   *
   * @param data the bytes, of which none will remain
   * @throws IOException if hashing or writing failed; the pass is of no use any more
   */
  public void update(ByteBuffer data) throws IOException {
    checkOpen();
    while (data.hasRemaining()) {
      int room = Math.min(data.remaining(), filling.room());
      filling.put(data.slice(data.position(), room));
      data.position(data.position() + room);
      length += room;
      passOnIfFull();
    }
  }

  /**
   * Takes all bytes of a channel, without a copy of our own.
   *
   * @param channel the channel, read to its end
   * @throws IOException if reading, hashing or writing failed; the pass is of no use any more
   */
  public void readAll(ReadableByteChannel channel) throws IOException {
    checkOpen();
    if (channel instanceof FileChannel file && !versions.contains(ContentVersion.V2)) {
      readInParallel(file);
    }
    int read = filling.read(channel);
    while (read >= 0) {
      length += read;
      passOnIfFull();
      read = filling.read(channel);
    }
  }

  /**
   * Lets those who hash read whole slabs of a file themselves. Nothing has to be known of a slab
   * before the next one where all blocks have one length. Leaves the rest, and what is appended
   * meanwhile.
   */
  private void readInParallel(FileChannel file) throws IOException {
    long position = file.position();
    while (filling.length() == 0 && file.size() - position >= Slab.LENGTH) {
      Slab next = nextSlab(0); // What is read later needs no memory here.
      filling.readLater(file, position);
      position += Slab.LENGTH;
      length += Slab.LENGTH;
      passOn(filling, false, next);
      filling = next;
    }
    file.position(position);
  }

  private void passOnIfFull() throws IOException {
    if (filling.room() == 0) {
      Slab next = nextSlab(Slab.LENGTH);
      passOn(filling, false, next);
      filling = next;
    }
  }

  /** Finds the segments of a slab, gives the rest of it to the next one, and has it hashed. */
  private void passOn(Slab slab, boolean last, Slab next) {
    slab.cut(last);
    if (next != null) {
      next.startAfter(slab);
    }
    slab.hashing(workers.submit(slab::hash));
    underWay.add(slab);
  }

  private Slab nextSlab(int capacity) throws IOException {
    while (!underWay.isEmpty() && (underWay.size() >= slabLimit || underWay.element().isHashed())) {
      collect();
    }
    Slab slab = free.poll();
    return slab == null ? new Slab(recipe, versions, capacity) : slab;
  }

  /** Hashes the first slab under way or waits for who does, and writes its hashes. */
  private void collect() throws IOException {
    Slab slab = underWay.remove();
    slab.finishHashing();
    for (InformationFile file : files) {
      file.add(slab);
    }
    free.add(slab);
  }

  /**
   * Ends the content, and puts the outputs in place.
   *
   * @return the number of bytes of the content, 1 or more
   * @throws EmptyContentException if there were no bytes
   * @throws IOException if hashing or writing failed; no output is left behind then
   */
  public long finish() throws IOException {
    checkOpen();
    if (length == 0) {
      throw new EmptyContentException("the content is empty: there is nothing to hash");
    }
    passOn(filling, true, null);
    while (!underWay.isEmpty()) {
      collect();
    }
    for (InformationFile file : files) {
      file.finish();
    }
    moveIntoPlace();
    close();
    return length;
  }

  /** All files or none. */
  private void moveIntoPlace() throws IOException {
    try {
      for (InformationFile file : files) {
        file.moveIntoPlace();
      }
    } catch (IOException e) {
      for (InformationFile file : files) {
        file.withdraw();
      }
      throw e;
    }
  }

  private void checkOpen() {
    if (ended) {
      throw new IllegalStateException("the pass has ended");
    }
  }

  /** Ends the pass; unless it was finished before, nothing of it stays behind. */
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      underWay.clear();
      files.forEach(InformationFile::close);
    }
  }
}
