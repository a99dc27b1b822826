package org.peerdist.cache.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** Writes segments of a cache to a package. For one use, by one thread. */
public final class PackageExport {
  private final Storages storages;
  private final Prover prover;
  private final Predicate<Holding> filter;
  private final LongConsumer progress;
  private long segments;
  private long blocks;
  private long bytes;
  private long leftOut;

  /**
   * Creates an export.
   *
   * @param storages the cache
   * @param filter which segments
   * @param progress gets the number of bytes so far
   */
  public PackageExport(Storages storages, Predicate<Holding> filter, LongConsumer progress) {
    this.storages = storages;
    this.prover = new Prover(storages);
    this.filter = filter;
    this.progress = progress;
  }

  /**
   * Writes the package.
   *
   * @param file the package, which appears when it is complete
   * @throws IOException if it can't be written
   */
  public void write(Path file) throws IOException {
    if (file.getFileName() == null || Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, and not the name for a package");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    boolean complete = false;
    try {
      try (FileChannel out =
          PrivateFiles.open(
              part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
        PackageWriter writer = new PackageWriter(out);
        storages.visit(holding -> write(holding, writer));
        writer.end();
        out.force(true);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      complete = true;
    } finally {
      if (!complete) {
        Files.deleteIfExists(part);
      }
    }
  }

  private void write(Holding holding, PackageWriter writer) {
    if (!filter.test(holding)) {
      return;
    }
    Optional<SegmentProof> proof = prover.prove(holding);
    if (proof.isEmpty() && !holding.key().opaque()) {
      leftOut++;
      return;
    }
    try {
      boolean started = false;
      for (int i = holding.blocks().nextSetBit(0); i >= 0; i = holding.blocks().nextSetBit(i + 1)) {
        Optional<ByteBuffer> data = sound(holding, proof, i);
        if (data.isPresent() && !started) {
          writeSegment(holding, proof, writer);
          started = true;
        }
        if (data.isPresent()) {
          writer.block(i, data.get());
          blocks++;
          bytes += data.get().remaining();
          progress.accept(bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<ByteBuffer> sound(Holding holding, Optional<SegmentProof> proof, int block) {
    return storages
        .peek(holding.key(), block)
        .filter(data -> proof.isEmpty() || proof.get().segment().verify(block, data).isPresent());
  }

  private void writeSegment(Holding holding, Optional<SegmentProof> proof, PackageWriter writer)
      throws IOException {
    segments++;
    if (proof.isPresent()) {
      writer.segment(proof.get(), holding.segment().tag());
    } else {
      writer.opaqueSegment(holding);
    }
  }

  /**
   * The segments that were written.
   *
   * @return 0 or more
   */
  public long segments() {
    return segments;
  }

  /**
   * The blocks that were written.
   *
   * @return 0 or more
   */
  public long blocks() {
    return blocks;
  }

  /**
   * The bytes of these blocks.
   *
   * @return 0 or more
   */
  public long bytes() {
    return bytes;
  }

  /**
   * The segments that could not be proved.
   *
   * @return 0 or more
   */
  public long leftOut() {
    return leftOut;
  }
}
