package org.peerdist.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.SourceKind;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.VerifiedBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes bytes of a content from the user: verifies the blocks that are whole, and holds the rest
 * until there is more, or until its content information is there. Safe for use by many threads.
 */
final class DataIntake implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataIntake.class);

  /** Gets blocks that are verified. */
  interface Keeper {
    void keep(BlockReads part, BlockPlace place, VerifiedBlock block);
  }

  private final Keeper keeper;
  private final ReadCounts counts;
  private final HeldData held = new HeldData();
  private final List<BlockReads> parts = new CopyOnWriteArrayList<>();
  private boolean closed;

  DataIntake(Keeper keeper, ReadCounts counts) {
    this.keeper = keeper;
    this.counts = counts;
  }

  /** How many bytes are held. */
  synchronized long held() {
    return held.bytes();
  }

  /** There is content information now. */
  synchronized void describe(BlockReads part) throws IOException {
    parts.add(part);
    for (ContentRange range : held.ranges()) {
      long at = range.start();
      while (at < range.end()) {
        Optional<BlockPlace> place = BlockPlace.of(part.information(), at);
        if (place.isPresent()) {
          verifyHeld(part, place.get());
          at = place.get().range().end();
        } else {
          at = nextDescribed(part.information(), at).orElse(range.end());
        }
      }
    }
  }

  /**
   * Takes bytes.
   *
   * @return how many were verified because of them
   */
  long add(long offset, ByteBuffer data) throws IOException {
    long end = Math.addExact(offset, data.remaining());
    checkEnd(end);
    long verified = 0;
    long at = offset;
    while (at < end) {
      Piece piece = piece(at, end);
      ByteBuffer bytes = data.slice(data.position() + (int) (at - offset), (int) (piece.end - at));
      boolean whole = piece.place != null && bytes.remaining() == piece.place.range().length();
      verified += whole ? verify(piece.part, piece.place, copy(bytes)) : hold(at, bytes);
      at = piece.end;
    }
    return verified;
  }

  private synchronized long hold(long offset, ByteBuffer bytes) throws IOException {
    if (closed) {
      throw new PeerDistException(PeerDistError.INVALID_HANDLE, "this is closed");
    }
    held.put(offset, bytes);
    long verified = 0;
    long end = offset + bytes.remaining();
    // There may be content information by now.
    for (long at = offset; at < end; ) {
      Piece piece = piece(at, end);
      verified += piece.place == null ? 0 : verifyHeld(piece.part, piece.place);
      at = piece.end;
    }
    return verified;
  }

  private void checkEnd(long end) throws PeerDistException {
    for (BlockReads part : parts) {
      long known = part.information().contentEnd().orElse(Long.MAX_VALUE);
      if (end > known) {
        throw new PeerDistException(
            PeerDistError.OUT_OF_BOUNDS, "bytes to " + end + " of a content of " + known);
      }
    }
  }

  /** Bytes of one block, or of none that is known. */
  private record Piece(BlockReads part, BlockPlace place, long end) {}

  private Piece piece(long at, long end) {
    long next = end;
    for (BlockReads part : parts) {
      Optional<BlockPlace> place = BlockPlace.of(part.information(), at);
      if (place.isPresent()) {
        return new Piece(part, place.get(), Math.min(place.get().range().end(), end));
      }
      next = Math.min(next, nextDescribed(part.information(), at).orElse(end));
    }
    return new Piece(null, null, next);
  }

  private static Optional<Long> nextDescribed(ContentInformation information, long at) {
    long start = information.segments().get(0).range().start();
    return start > at ? Optional.of(start) : Optional.empty();
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
  }

  private long verifyHeld(BlockReads part, BlockPlace place) throws IOException {
    return held.has(place.range()) ? verify(part, place, held.take(place.range())) : 0;
  }

  private long verify(BlockReads part, BlockPlace place, ByteBuffer bytes) {
    long length = place.range().length();
    Optional<VerifiedBlock> block = place.segment().verify(place.index(), bytes);
    if (block.isEmpty()) {
      LOG.debug("{} are not what was given", place.range());
      counts.rejected(length);
      return 0;
    }
    counts.came(SourceKind.ORIGIN, length);
    keeper.keep(part, place, block.get());
    return length;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    held.close();
  }
}
