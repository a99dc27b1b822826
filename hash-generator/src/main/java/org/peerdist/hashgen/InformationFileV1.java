package org.peerdist.hashgen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.SegmentHashOfData;
import org.peerdist.content.ServerSecret;
import org.peerdist.content.Version1Encoding;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireWriter;

/**
 * Version 1: its segment descriptions stand in front of all block hashes, so the latter wait in a
 * second file until their number is known. In memory are only the descriptions: 80 bytes for 32
 * MiB.
 */
final class InformationFileV1 extends InformationFile {
  private final HashAlgorithm algorithm;
  private final ServerSecret secret;
  private final WireWriter descriptions = WireWriter.of(Version1Encoding.ORDER, 1024);
  private final MessageDigest hashList;

  /** Holds the block hashes of the segments that have ended, if any. */
  private FileChannel blockLists;

  private WireWriter blockList;
  private long segmentCount;
  private long segmentStart;
  private long offset;

  InformationFileV1(Path target, HashingRecipe recipe) throws IOException {
    super(target);
    this.algorithm = recipe.algorithm(ContentVersion.V1);
    this.secret = recipe.secret(ContentVersion.V1);
    this.hashList = algorithm.newDigest();
    this.blockList = newBlockList();
  }

  private static WireWriter newBlockList() {
    return WireWriter.of(Version1Encoding.ORDER, 1024);
  }

  @Override
  void add(Slab slab) throws IOException {
    Bytes hashes = slab.blockHashes();
    hashList.update(hashes.asByteBuffer());
    blockList.bytes(hashes);
    offset += slab.length();
    if (offset - segmentStart == Version1Encoding.SEGMENT_LENGTH) {
      endSegment();
    }
  }

  private void endSegment() throws IOException {
    SegmentHashOfData hashOfData = new SegmentHashOfData(algorithm.finish(hashList));
    Version1Encoding.writeDescription(
        descriptions,
        ContentRange.ofEnd(segmentStart, offset),
        hashOfData,
        secret.segmentSecret(algorithm, hashOfData));
    WireWriter count = WireWriter.of(Version1Encoding.ORDER, 4);
    Version1Encoding.writeBlockCount(count, blockList.length() / algorithm.length());
    if (blockLists == null) {
      blockLists = openNew(newSibling("spool"), StandardOpenOption.DELETE_ON_CLOSE);
    }
    write(count.toByteBuffer(), blockLists);
    write(blockList.toByteBuffer(), blockLists);
    blockList = newBlockList();
    segmentStart = offset;
    segmentCount++;
  }

  @Override
  void finish() throws IOException {
    if (offset > segmentStart) {
      endSegment();
    }
    WireWriter header = WireWriter.of(Version1Encoding.ORDER, Version1Encoding.HEADER_LENGTH);
    Version1Encoding.writeHeader(header, algorithm, 0, 0, segmentCount);
    append(header);
    append(descriptions);
    if (blockLists != null) {
      transfer(blockLists, 0, blockLists.size(), channel());
    }
  }

  @Override
  void close() {
    super.close();
    try {
      if (blockLists != null) {
        blockLists.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
