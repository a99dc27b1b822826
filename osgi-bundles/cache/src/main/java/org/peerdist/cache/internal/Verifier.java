package org.peerdist.cache.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.peerdist.content.ContentVersion;

/**
 * Reads everything in a cache, and drops what is damaged: what does not have its checksum any more,
 * and, where the hashes of a segment are known or follow from its bytes, what does not have its
 * hash. For one use, by one thread.
 */
public final class Verifier {
  private final Storages storages;
  private final Prover prover;
  private final LongConsumer progress;
  private final BiConsumer<SegmentKey, Integer> damaged;
  private long segments;
  private long blocks;
  private long hashedBlocks;
  private long bytes;

  /**
   * Creates a verifier.
   *
   * @param storages the cache
   * @param progress gets the number of bytes that were read so far
   * @param damaged gets each block that was dropped
   */
  public Verifier(
      Storages storages, LongConsumer progress, BiConsumer<SegmentKey, Integer> damaged) {
    this.storages = storages;
    this.prover = new Prover(storages);
    this.progress = progress;
    this.damaged = damaged;
  }

  /** Verifies all. */
  public void run() {
    storages.visit(this::verify);
  }

  private void verify(Holding holding) {
    segments++;
    boolean isOneBlock =
        !holding.key().opaque() && holding.segment().version() == ContentVersion.V2;
    // The hash of the only block is that of the segment: no need to read it twice.
    Optional<SegmentProof> proof = isOneBlock ? Optional.empty() : prover.prove(holding);
    boolean isWrong =
        !holding.key().opaque() && !isOneBlock && proof.isEmpty() && isReadable(holding);
    for (int i = holding.blocks().nextSetBit(0); i >= 0; i = holding.blocks().nextSetBit(i + 1)) {
      Optional<ByteBuffer> data = storages.peek(holding.key(), i);
      boolean sound = data.isPresent() && !isWrong;
      if (proof.isPresent() || isOneBlock) {
        hashedBlocks++;
        sound = sound && hasHash(holding, proof, i, data.get());
      }
      count(holding, i, data, sound);
    }
  }

  /** Whether all blocks are there, so that their hashes could be compared with the name. */
  private boolean isReadable(Holding holding) {
    for (int i = 0; i < holding.segment().blockCount(); i++) {
      if (storages.peek(holding.key(), i).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasHash(
      Holding holding, Optional<SegmentProof> proof, int block, ByteBuffer data) {
    if (proof.isPresent()) {
      return proof.get().segment().verify(block, data).isPresent();
    }
    ByteBuffer hash = holding.segment().algorithm().hash(data).asByteBuffer();
    return SegmentProof.of(holding.key().id(), holding.segment(), hash).isPresent();
  }

  private void count(Holding holding, int block, Optional<ByteBuffer> data, boolean sound) {
    blocks++;
    bytes += data.map(ByteBuffer::remaining).orElse(0);
    if (!sound) {
      storages.forget(holding.key(), block);
      damaged.accept(holding.key(), block);
    }
    progress.accept(bytes);
  }

  /**
   * The segments that were looked at.
   *
   * @return 0 or more
   */
  public long segments() {
    return segments;
  }

  /**
   * The blocks that were looked at, with the damaged ones.
   *
   * @return 0 or more
   */
  public long blocks() {
    return blocks;
  }

  /**
   * The blocks of which the hash is known, and not only the checksum.
   *
   * @return 0 or more
   */
  public long hashedBlocks() {
    return hashedBlocks;
  }

  /**
   * The bytes that were read.
   *
   * @return 0 or more
   */
  public long bytes() {
    return bytes;
  }
}
