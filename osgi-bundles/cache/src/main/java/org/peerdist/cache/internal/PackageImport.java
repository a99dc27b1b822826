package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.peerdist.cache.internal.PackageReader.PackageRecord;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.VerifiedBlock;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** Stores what is in a package. For one use, by one thread. */
public final class PackageImport {
  private final Storages storages;
  private final LongConsumer progress;
  private PackageReader reader;

  /** The segment to which blocks belong: one of these two, or none at the start. */
  private Segment segment;

  private SegmentDescription opaque;
  private SegmentKey key;
  private ContentTag tag;
  private long segments;
  private long blocks;
  private long known;
  private long bytes;

  /**
   * Creates an import.
   *
   * @param storages the cache
   * @param progress gets the number of bytes so far
   */
  public PackageImport(Storages storages, LongConsumer progress) {
    this.storages = storages;
    this.progress = progress;
  }

  /**
   * Reads a package.
   *
   * @param file the package
   * @throws IOException if it is none, is damaged or ends early, or if its blocks can't be stored
   */
  public void read(Path file) throws IOException {
    try (ReadableByteChannel in = Files.newByteChannel(file)) {
      read(in);
    } catch (IOException e) {
      throw segments == 0 || e.getMessage() == null
          ? e
          : new IOException(
              e.getMessage() + " (" + (blocks - known) + " blocks were imported before)", e);
    }
  }

  void read(ReadableByteChannel in) throws IOException {
    reader = new PackageReader(in);
    reader.readHeader();
    Optional<PackageRecord> next = reader.next();
    while (next.isPresent()) {
      ByteBuffer body = next.get().body();
      switch (next.get().type()) {
        case PackageFormat.SEGMENT -> readSegment(body);
        case PackageFormat.OPAQUE_SEGMENT -> readOpaqueSegment(body);
        default -> readBlock(body);
      }
      next = reader.next();
    }
  }

  private void readSegment(ByteBuffer body) throws IOException {
    require(body.remaining() >= ContentTag.LENGTH, "a segment without a tag");
    tag = tag(body);
    try {
      // The record is gone when the next one is read.
      ByteBuffer copy = Bytes.copyOf(body).asByteBuffer();
      ContentInformation information = ContentInformation.decode(copy);
      segment = information.segments().get(0);
      require(
          information.segments().size() == 1
              && information.range().equals(segment.range())
              && segment.listedBlockCount() == segment.blockCount()
              && segment.hasConsistentHashes(),
          "a segment that is not whole, or does not have its hashes");
    } catch (WireFormatException e) {
      throw reader.damaged(e.getMessage());
    }
    key = SegmentKey.verified(segment.id());
    opaque = null;
    segments++;
  }

  private void readOpaqueSegment(ByteBuffer body) throws IOException {
    int idLength = body.remaining() - PackageFormat.OPAQUE_LENGTH;
    require(idLength == 32 || idLength == 48 || idLength == 64, "a segment without a name");
    tag = tag(body);
    int length = body.getInt();
    int blockLength = body.getInt();
    require(
        SegmentDescription.isPossible(length, blockLength),
        "a segment of impossible length or number of blocks");
    opaque = SegmentDescription.ofOpaque(length, blockLength, tag);
    key = SegmentKey.opaque(new SegmentId(Bytes.copyOf(body)));
    segment = null;
    segments++;
  }

  private static ContentTag tag(ByteBuffer body) {
    ContentTag read = new ContentTag(Bytes.copyOf(body.slice(body.position(), ContentTag.LENGTH)));
    body.position(body.position() + ContentTag.LENGTH);
    return read;
  }

  private void readBlock(ByteBuffer body) throws IOException {
    require(key != null, "a block without a segment");
    require(body.remaining() > PackageFormat.INDEX_LENGTH, "a block without bytes");
    int index = Short.toUnsignedInt(body.getShort());
    int length = body.remaining();
    if (storages.holds(key, index)) {
      known++;
    } else if (segment != null) {
      Optional<VerifiedBlock> verified = segment.verify(index, body);
      require(verified.isPresent(), "a block does not have its hash");
      stored(storages.put(verified.get(), tag));
    } else {
      require(index < opaque.blockCount(), "a block that its segment does not have");
      stored(storages.put(key, opaque, index, body) || isOther());
    }
    blocks++;
    bytes += length;
    progress.accept(bytes);
  }

  /** Whether the cache has an opaque segment of this name with other measures, which stays. */
  private boolean isOther() {
    return storages
        .find(key)
        .filter(holding -> !holding.segment().isSameSegment(opaque))
        .isPresent();
  }

  private void require(boolean condition, String message) throws IOException {
    if (!condition) {
      throw reader.damaged(message);
    }
  }

  private static void stored(boolean success) throws IOException {
    if (!success) {
      throw new IOException(
          "the content cache stores nothing more: make room on its disk, and import again");
    }
  }

  /**
   * The segments that were read.
   *
   * @return 0 or more
   */
  public long segments() {
    return segments;
  }

  /**
   * The blocks that were read, and are in the cache.
   *
   * @return 0 or more
   */
  public long blocks() {
    return blocks;
  }

  /**
   * Those of the blocks that the cache had before.
   *
   * @return 0 or more
   */
  public long known() {
    return known;
  }

  /**
   * The bytes of the blocks.
   *
   * @return 0 or more
   */
  public long bytes() {
    return bytes;
  }
}
