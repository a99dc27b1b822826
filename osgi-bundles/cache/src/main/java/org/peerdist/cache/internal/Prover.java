package org.peerdist.cache.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;

/** Finds the hashes of segments in the cache. Safe for use by many threads. */
public final class Prover {
  private final Storages storages;

  /**
   * Creates a prover.
   *
   * @param storages the cache
   */
  public Prover(Storages storages) {
    this.storages = storages;
  }

  /**
   * Finds the hashes of a segment: in the index, or, where all of its blocks are there, in their
   * bytes.
   *
   * @param holding the segment
   * @return its hashes, or nothing if they are not known, or if the bytes are wrong
   */
  public Optional<SegmentProof> prove(Holding holding) {
    return holding.key().opaque() ? Optional.empty() : byList(holding).or(() -> byBytes(holding));
  }

  private Optional<SegmentProof> byList(Holding holding) {
    byte[] hashes =
        holding.segment().version() == ContentVersion.V1 ? storages.hashes(holding.key()) : null;
    return hashes == null
        ? Optional.empty()
        : SegmentProof.of(holding.key().id(), holding.segment(), ByteBuffer.wrap(hashes));
  }

  private Optional<SegmentProof> byBytes(Holding holding) {
    SegmentDescription segment = holding.segment();
    HashAlgorithm algorithm = segment.algorithm();
    if (holding.blocks().cardinality() < segment.blockCount()) {
      return Optional.empty();
    }
    ByteBuffer hashes = ByteBuffer.allocate(segment.blockCount() * algorithm.length());
    for (int i = 0; i < segment.blockCount(); i++) {
      Optional<ByteBuffer> data = storages.peek(holding.key(), i);
      if (data.isEmpty()) {
        return Optional.empty();
      }
      hashes.put(algorithm.hash(data.get()).asByteBuffer());
    }
    return SegmentProof.of(holding.key().id(), segment, hashes.flip());
  }
}
