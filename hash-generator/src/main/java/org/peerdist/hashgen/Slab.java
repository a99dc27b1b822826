package org.peerdist.hashgen;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.Arrays;
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
 * segments of version 2 that end in it. What begins in it and ends later is copied in front of the
 * next slab.
 *
 * <p>Its caller fills and cuts it, a worker hashes it, its caller reads the hashes.
 */
final class Slab {
  /** How much of the content a slab takes: a part of a version 1 segment, and whole blocks. */
  static final int LENGTH = 1024 * 1024;

  /** Room in front for a segment that began in the slab before. */
  private static final int MARGIN = Version2Encoding.MAX_SEGMENT_LENGTH;

  /** Small enough to be in the processor's cache still when it is copied on. */
  private static final int READ_LENGTH = 256 * 1024;

  private static final int BLOCK = Version1Encoding.BLOCK_LENGTH;
  private static final HashAlgorithm SEGMENT_ALGORITHM = ContentVersion.V2.defaultAlgorithm();

  private final boolean version1;
  private final boolean version2;
  private final HashAlgorithm blockAlgorithm;
  private final MessageDigest blockDigest;
  private final MessageDigest segmentDigest;
  private final SegmentSecrets segmentSecrets;
  private byte[] data;

  /** Where the segment begins that is not cut yet. */
  private int segmentStart = MARGIN;

  private int end = MARGIN;

  /** Where the segments of version 2 begin, and where the last of them ends. */
  private final int[] cuts = new int[2 + (MARGIN + LENGTH) / Segmenter.MIN_LENGTH];

  private int cutCount;
  private final Segment2[] segments = new Segment2[cuts.length];
  private final byte[] blockHashes;
  private HashWorkers.Work hashing;

  /** A file to read the whole slab from when it is hashed, instead of what is in memory. */
  private FileChannel file;

  private long filePosition;
  private ByteBuffer fileBlock;
  private IOException readFailure;

  /** A segment of version 2. */
  record Segment2(int length, SegmentHashOfData hashOfData, SegmentSecret secret) {}

  /**
   * Creates an empty slab.
   *
   * @param capacity the bytes to make room for at once; it grows to {@link #LENGTH} when needed
   */
  Slab(HashingRecipe recipe, Set<ContentVersion> versions, int capacity) {
    this.version1 = versions.contains(ContentVersion.V1);
    this.version2 = versions.contains(ContentVersion.V2);
    this.blockAlgorithm = recipe.algorithm(ContentVersion.V1);
    this.blockDigest = blockAlgorithm.newDigest();
    this.segmentDigest = SEGMENT_ALGORITHM.newDigest();
    this.segmentSecrets = recipe.secret(ContentVersion.V2).segmentSecrets(SEGMENT_ALGORITHM);
    this.data = new byte[MARGIN + capacity];
    this.blockHashes = new byte[version1 ? LENGTH / BLOCK * blockAlgorithm.length() : 0];
  }

  /** Has the whole slab read from a file when it is hashed; version 1 alone can do with that. */
  void readLater(FileChannel source, long position) {
    file = source;
    filePosition = position;
    end = MARGIN + LENGTH;
  }

  /** Empties the slab, and starts it with what the one before could not cut. */
  void startAfter(Slab before) {
    file = null;
    int rest = before.end - before.segmentStart;
    segmentStart = MARGIN - rest;
    end = MARGIN;
    if (rest > 0) {
      System.arraycopy(before.data, before.segmentStart, data, segmentStart, rest);
    }
  }

  int room() {
    return MARGIN + LENGTH - end;
  }

  void put(ByteBuffer bytes) {
    int length = bytes.remaining();
    makeRoom(length);
    bytes.get(data, end, length);
    end += length;
  }

  /** Reads some bytes; -1 at the end. */
  int read(ReadableByteChannel channel) throws IOException {
    int wanted = Math.min(room(), READ_LENGTH);
    makeRoom(wanted);
    int read = channel.read(ByteBuffer.wrap(data, end, wanted));
    end += Math.max(read, 0);
    return read;
  }

  private void makeRoom(int length) {
    if (data.length - end < length) {
      int doubled = MARGIN + 2 * (data.length - MARGIN);
      data = Arrays.copyOf(data, Math.min(MARGIN + LENGTH, Math.max(doubled, end + length)));
    }
  }

  /** Finds the segments of version 2 that end here. */
  void cut(boolean last) {
    cutCount = 0;
    if (!version2) {
      segmentStart = end;
      return;
    }
    int cut = Segmenter.cut(data, segmentStart, end, last);
    cuts[0] = segmentStart;
    while (cut >= 0) {
      cutCount++;
      cuts[cutCount] = cut;
      segmentStart = cut;
      cut = Segmenter.cut(data, segmentStart, end, last);
    }
  }

  void hashing(HashWorkers.Work work) {
    hashing = work;
  }

  /** Hashes everything; called by a worker. */
  void hash() {
    if (file != null) {
      readAndHashBlocks();
    } else if (version1) {
      hashBlocks();
    }
    if (version2) {
      hashSegments();
    }
  }

  private void hashBlocks() {
    for (int i = 0; i < blockCount(); i++) {
      int start = MARGIN + i * BLOCK;
      blockDigest.update(data, start, Math.min(BLOCK, end - start));
      endBlock(i);
    }
  }

  private void endBlock(int index) {
    byte[] hash = blockDigest.digest();
    System.arraycopy(hash, 0, blockHashes, index * hash.length, hash.length);
  }

  /** A block at a time, which stays in the cache of the processor that hashes it. */
  private void readAndHashBlocks() {
    if (fileBlock == null) {
      fileBlock = ByteBuffer.allocateDirect(BLOCK);
    }
    try {
      for (int i = 0; i < blockCount(); i++) {
        readBlock(filePosition + (long) i * BLOCK);
        blockDigest.update(fileBlock);
        endBlock(i);
      }
    } catch (IOException e) {
      blockDigest.reset();
      readFailure = e;
    }
  }

  private void readBlock(long position) throws IOException {
    fileBlock.clear();
    while (fileBlock.hasRemaining()) {
      if (file.read(fileBlock, position + fileBlock.position()) < 0) {
        throw new EOFException("the file became shorter while it was hashed");
      }
    }
    fileBlock.flip();
  }

  private void hashSegments() {
    for (int i = 0; i < cutCount; i++) {
      int length = cuts[i + 1] - cuts[i];
      segmentDigest.update(data, cuts[i], length);
      SegmentHashOfData hash = new SegmentHashOfData(SEGMENT_ALGORITHM.finish(segmentDigest));
      segments[i] = new Segment2(length, hash, segmentSecrets.of(hash));
    }
  }

  boolean isHashed() {
    return hashing.isDone();
  }

  /** Hashes everything unless a worker does, and else waits for him. */
  void finishHashing() throws IOException {
    hashing.join();
    if (readFailure != null) {
      throw readFailure;
    }
  }

  /** The number of bytes of the content in it, without those of the slab before. */
  int length() {
    return end - MARGIN;
  }

  int blockCount() {
    return (length() + BLOCK - 1) / BLOCK;
  }

  /** The hashes of the blocks one after the other. */
  Bytes blockHashes() {
    return Bytes.copyOf(ByteBuffer.wrap(blockHashes, 0, blockCount() * blockAlgorithm.length()));
  }

  int segmentCount() {
    return cutCount;
  }

  Segment2 segment(int index) {
    return segments[index];
  }
}
