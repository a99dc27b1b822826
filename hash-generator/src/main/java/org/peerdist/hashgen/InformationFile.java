package org.peerdist.hashgen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.peerdist.wire.WireWriter;

/**
 * Content information on its way to a file: written beside it, and moved into place when it is
 * whole. What is no regular file, such as a pipe, is written to at the end.
 */
abstract class InformationFile {
  private final Path target;
  private final Path draft;
  private final FileChannel channel;
  private final boolean special;
  private boolean inPlace;

  /** What was in the place before, under a name of its own; null if there was nothing. */
  private Path old;

  InformationFile(Path target) throws IOException {
    this.target = target;
    this.special = Files.exists(target) && !Files.isRegularFile(target);
    this.draft = newSibling("draft");
    this.channel = openNew(draft);
  }

  /** A place for a file of our own: beside the target, where there is room for the target too. */
  final Path newSibling(String suffix) throws IOException {
    // Where such a name was guessed by others, openNew fails: it need not be a secret.
    long number = ThreadLocalRandom.current().nextLong();
    return special
        ? Files.createTempFile("peerdist", "." + suffix)
        : target.resolveSibling(
            "." + target.getFileName() + "." + Long.toHexString(number) + "." + suffix);
  }

  /** Opens a file of our own, which is made unless {@link #newSibling} has. */
  final FileChannel openNew(Path sibling, OpenOption... more) throws IOException {
    Set<OpenOption> options = new HashSet<>(List.of(more));
    options.add(StandardOpenOption.READ);
    options.add(StandardOpenOption.WRITE);
    options.add(special ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW);
    return FileChannel.open(sibling, options);
  }

  /** Takes the hashes of the next slab. */
  abstract void add(Slab slab) throws IOException;

  /** Takes that the content has ended. */
  abstract void finish() throws IOException;

  FileChannel channel() {
    return channel;
  }

  void append(WireWriter bytes) throws IOException {
    append(bytes.toByteBuffer());
  }

  private void append(ByteBuffer bytes) throws IOException {
    write(bytes, channel);
  }

  static void write(ByteBuffer bytes, FileChannel channel) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Keeps what is in the place, so that it can be put back. */
  void keepOld() throws IOException {
    if (special || !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path kept = newSibling("old");
    try {
      Files.createLink(kept, target);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Not every file system has links.
      Files.copy(target, kept, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }
    old = kept;
  }

  void moveIntoPlace() throws IOException {
    if (special) {
      try (FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
        transfer(channel, 0, channel.size(), out);
      }
    } else {
      channel.close();
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      inPlace = true;
    }
  }

  /**
   * Puts back what was in the place before, because another file that belongs to this one did not
   * get to its own.
   */
  void withdraw() throws IOException {
    if (inPlace && old != null) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
    } else if (inPlace) {
      Files.deleteIfExists(target);
    }
    inPlace = false;
  }

  static void transfer(FileChannel from, long start, long length, FileChannel to)
      throws IOException {
    for (long done = 0; done < length; ) {
      done += from.transferTo(start + done, length - done, to);
    }
  }

  void close() {
    try {
      channel.close();
      Files.deleteIfExists(draft);
      if (old != null) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
