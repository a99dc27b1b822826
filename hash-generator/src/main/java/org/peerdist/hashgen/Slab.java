package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Set;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.SegmentHashOfData;
import org.peerdist.content.SegmentSecret;
import org.peerdist.content.SegmentSecrets;
import org.peerdist.content.Version1Encoding;
import org.peerdist.content.Version2Encoding;
import org.peerdist.hashgen.internal.HashWorkers;
import org.peerdist.wire.Bytes;

/**
 * A part of a content that is hashed as one piece of work: whole blocks of version 1, and the
 * segments of version 2 that end in it, the first of which may begin before it.
 *
 * <p>Its caller fills and cuts it, a worker hashes it, its caller reads the hashes.
 */
abstract class Slab {
  /** How much of the content a slab takes: a part of a version 1 segment, and whole blocks. */
  static final int LENGTH = 1024 * 1024;

  private static final int BLOCK = Version1Encoding.BLOCK_LENGTH;
  private static final HashAlgorithm SEGMENT_ALGORITHM = ContentVersion.V2.defaultAlgorithm();

  private final boolean version1;
  private final boolean version2;
  private final HashAlgorithm blockAlgorithm;
  private final MessageDigest blockDigest;
  private final MessageDigest segmentDigest;
  private final HashingRecipe recipe;
  private final byte[] blockHashes;

  /** Where the segments of version 2 begin, and where the last of them ends; the slab is at 0. */
  private final int[] cuts =
      new int[2 + (Version2Encoding.MAX_SEGMENT_LENGTH + LENGTH) / Segmenter.MIN_LENGTH];

  /** Made when the first segment ends: to set up keyed hashes takes longer than to begin. */
  private SegmentSecrets segmentSecrets;

  private int cutCount;
  private final Segment2[] segments = new Segment2[cuts.length];
  private HashWorkers.Work hashing;
  private IOException readFailure;

  /** A segment of version 2. */
  record Segment2(int length, SegmentHashOfData hashOfData, SegmentSecret secret) {}

  Slab(HashingRecipe recipe, Set<ContentVersion> versions) {
    this.version1 = versions.contains(ContentVersion.V1);
    this.version2 = versions.contains(ContentVersion.V2);
    this.blockAlgorithm = recipe.algorithm(ContentVersion.V1);
    this.blockDigest = blockAlgorithm.newDigest();
    this.segmentDigest = SEGMENT_ALGORITHM.newDigest();
    this.recipe = recipe;
    this.blockHashes = new byte[version1 ? LENGTH / BLOCK * blockAlgorithm.length() : 0];
  }

  /** The number of bytes of the content in it, without those before it. */
  abstract int length();

  /**
   * The bytes from one place to another within a segment and a block.
   *
   * @param from where they begin; before the slab if less than 0
   * @param to where they end
   * @return the bytes, until the next call
   */
  abstract ByteBuffer bytes(int from, int to) throws IOException;

  final boolean version2() {
    return version2;
  }

  /** Takes where the first segment begins that ends in here, in it or before it. */
  final void firstSegment(int start) {
    cutCount = 0;
    cuts[0] = start;
  }

  /** Takes where the next segment ends. */
  final void addSegment(int end) {
    cutCount++;
    cuts[cutCount] = end;
  }

  final void hashing(HashWorkers.Work work) {
    hashing = work;
  }

  /** Hashes everything; called by a worker. */
  final void hash() {
    try {
      hashBlocksAndSegments();
    } catch (IOException e) {
      blockDigest.reset();
      segmentDigest.reset();
      readFailure = e;
    }
  }

  /** Each byte is read once, and is near the processor still when the second hash takes it. */
  private void hashBlocksAndSegments() throws IOException {
    int at = cutCount > 0 ? cuts[0] : 0;
    int end = version1 ? length() : cuts[cutCount];
    int segment = 0;
    while (at < end) {
      boolean inBlock = version1 && at >= 0;
      boolean inSegment = segment < cutCount;
      int blockEnd = version1 ? blockEnd(at) : Integer.MAX_VALUE;
      int segmentEnd = inSegment ? cuts[segment + 1] : Integer.MAX_VALUE;
      int to = Math.min(blockEnd, segmentEnd);
      ByteBuffer piece = bytes(at, to);
      if (inBlock) {
        blockDigest.update(piece.duplicate());
      }
      if (inSegment) {
        segmentDigest.update(piece);
      }
      if (inBlock && to == blockEnd) {
        endBlock(at / BLOCK);
      }
      if (to == segmentEnd) {
        endSegment(segment++);
      }
      at = to;
    }
  }

  /** Where the block ends that a place is in; what is before the slab has its blocks elsewhere. */
  private int blockEnd(int at) {
    return at < 0 ? 0 : Math.min((at / BLOCK + 1) * BLOCK, length());
  }

  private void endBlock(int index) {
    byte[] hash = blockDigest.digest();
    System.arraycopy(hash, 0, blockHashes, index * hash.length, hash.length);
  }

  private void endSegment(int index) {
    SegmentHashOfData hash = new SegmentHashOfData(SEGMENT_ALGORITHM.finish(segmentDigest));
    if (segmentSecrets == null) {
      segmentSecrets = recipe.secret(ContentVersion.V2).segmentSecrets(SEGMENT_ALGORITHM);
    }
    segments[index] = new Segment2(cuts[index + 1] - cuts[index], hash, segmentSecrets.of(hash));
  }

  final boolean isHashed() {
    return hashing.isDone();
  }

  /** Hashes everything unless a worker does, and else waits for him. */
  final void finishHashing() throws IOException {
    hashing.join();
    if (readFailure != null) {
      throw readFailure;
    }
  }

  private int blockCount() {
    return (length() + BLOCK - 1) / BLOCK;
  }

  /** The hashes of the blocks one after the other. */
  final Bytes blockHashes() {
    return Bytes.copyOf(ByteBuffer.wrap(blockHashes, 0, blockCount() * blockAlgorithm.length()));
  }

  final int segmentCount() {
    return cutCount;
  }

  final Segment2 segment(int index) {
    return segments[index];
  }
}
