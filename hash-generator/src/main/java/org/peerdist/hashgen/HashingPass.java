package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
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
  private final SlabPipeline<MemorySlab> pipeline;
  private MemorySlab filling;
  private long length;
  private boolean whole;
  private boolean ended;

  HashingPass(HashingRecipe recipe, HashWorkers workers, Map<ContentVersion, Path> outputs)
      throws IOException {
    this.recipe = recipe;
    this.workers = workers;
    this.versions = Set.copyOf(outputs.keySet());
    this.pipeline = new SlabPipeline<>(workers, files, () -> new MemorySlab(recipe, this.versions));
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
    this.filling = pipeline.next();
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
   * Takes all bytes of a channel, without a copy of our own. Of a file that the pass begins with,
   * it takes what is there at first; those who hash read it themselves, and no bytes may follow.
   *
   * @param channel the channel, read from its position to its end
   * @param progress is told now and then how many bytes are read or given to those who read
   * @throws IOException if reading, hashing or writing failed; the pass is of no use any more
   */
  public void readAll(ReadableByteChannel channel, LongConsumer progress) throws IOException {
    checkOpen();
    if (length == 0 && channel instanceof FileChannel file && file.size() > file.position()) {
      whole = true;
      readFile(file, progress);
      return;
    }
    int read = filling.read(channel);
    while (read >= 0) {
      length += read;
      progress.accept(length);
      passOnIfFull();
      read = filling.read(channel);
    }
  }

  private void readFile(FileChannel file, LongConsumer progress) throws IOException {
    SlabPipeline<FileSlab> slabs =
        new SlabPipeline<>(workers, files, () -> new FileSlab(recipe, versions, file));
    long size = file.size();
    FileCutter cutter =
        versions.contains(ContentVersion.V2) ? new FileCutter(file, file.position(), size) : null;
    for (long at = file.position(); at < size; at += Slab.LENGTH) {
      FileSlab slab = slabs.next();
      slab.place(at, (int) Math.min(Slab.LENGTH, size - at));
      if (cutter != null) {
        cutter.cut(slab);
      }
      slabs.submit(slab);
      length += slab.length();
      progress.accept(length);
    }
    slabs.finish();
    file.position(size);
  }

  private void passOnIfFull() throws IOException {
    if (filling.room() == 0) {
      MemorySlab next = pipeline.next();
      passOn(false);
      next.startAfter(filling);
      filling = next;
    }
  }

  /** Finds the segments of the slab, and has it hashed. */
  private void passOn(boolean last) {
    filling.cut(last);
    pipeline.submit(filling);
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
    if (!whole) {
      passOn(true);
      pipeline.finish();
    }
    for (InformationFile file : files) {
      file.finish();
    }
    moveIntoPlace();
    close();
    return length;
  }

  /**
   * All files or none: what a file replaces is put back if a later one fails. Only who looks
   * between two of the moves, or kills the process there, finds one new and one old file.
   */
  private void moveIntoPlace() throws IOException {
    try {
      if (files.size() > 1) {
        for (InformationFile file : files) {
          file.keepOld();
        }
      }
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
      files.forEach(InformationFile::close);
    }
  }
}
