package org.peerdist.api;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.peerdist.content.ContentRange;

/**
 * A content that is retrieved by its content information. Everything that is read was verified.
 * Safe for use by many threads.
 *
 * <p>Where there is a timeout: {@link Duration#ZERO} looks into the own cache only and causes no
 * traffic; {@link #DEFAULT_TIMEOUT} is the usual one.
 */
public interface RetrievedContent extends AutoCloseable {
  /** The timeout that the original calls {@code PEERDIST_READ_TIMEOUT_DEFAULT}: 5 s. */
  Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * Adds the next bytes of content information. Pieces are taken in the order of the calls.
   *
   * @param piece the bytes; copied
   * @throws PeerDistException with {@link PeerDistError#OUT_OF_BOUNDS} if it becomes more than 1
   *     GiB, or if this can't be used any more
   */
  void addContentInformation(ByteBuffer piece) throws PeerDistException;

  /**
   * Ends the content information. Reads are possible when this is done. After that, more may be
   * added that is about another range, and completed as well.
   *
   * @return what it is about; fails with {@link PeerDistError#CONTENTINFO_VERSION_UNSUPPORTED} or
   *     {@link PeerDistError#CANNOT_PARSE_CONTENTINFO}, and then takes other content information
   */
  CompletableFuture<ContentRange> completeContentInformation();

  /**
   * Gives bytes that came from somewhere else, in pieces of any length, at any offset, also before
   * their content information is there. A block goes into the own cache, and to others, when all of
   * it is here and verified. Bytes that are not right are dropped, and counted. Several may be
   * under way: they are verified side by side.
   *
   * @param offset where in the content they start, 0 or more
   * @param data the bytes; the buffer is the caller's again when this is done
   * @return the number of bytes that were verified and kept by now because of these, 0 or more;
   *     fails with {@link PeerDistError#OUT_OF_BOUNDS} if the content is known to end before them
   */
  CompletableFuture<Long> addData(long offset, ByteBuffer data);

  /**
   * Reads at an offset. Completes as soon as any byte is there, and goes on to fetch the rest of
   * what was asked for, so that the next read has it. Any number of reads may be under way.
   *
   * @param offset where to read
   * @param most how many bytes at most, 1 or more
   * @param timeout how long to wait
   * @return the bytes, or what is missing
   */
  CompletableFuture<ReadResult> read(long offset, int most, Duration timeout);

  /**
   * Reads on where the last read of this kind ended: after its bytes, or after what it said is
   * missing from there on. It starts at the start of the content information's range. Reads are
   * done in the order of the calls.
   *
   * @param most how many bytes at most, 1 or more
   * @param timeout how long to wait
   * @return the bytes, or what is missing
   */
  CompletableFuture<ReadResult> readNext(int most, Duration timeout);

  /**
   * Has all of a range delivered in its order, with the origin for what is missing: what reads and
   * {@link #addData} can do as well, in the way that is best for a whole content. Where many fetch
   * the same content at this moment and can have it from each other, each of them takes a part of
   * it from the origin. It starts with the first {@link ContentDelivery#next}.
   *
   * @param range at least one byte, all of them described by one content information
   * @param origin gives what nobody around has
   * @return to be closed
   * @throws PeerDistException with {@link PeerDistError#OUT_OF_BOUNDS} if no content information
   *     that was completed is about all of the range, with {@link PeerDistError#NOT_INITIALIZED} if
   *     none was completed
   */
  ContentDelivery deliver(ContentRange range, ContentOrigin origin) throws PeerDistException;

  /**
   * Asks how much is in the own cache.
   *
   * @param offset where to start
   * @return the number of consecutive bytes from there on, 0 or more
   */
  CompletableFuture<Long> cached(long offset);

  /**
   * Asks around whether many fetch this content at this moment. If so, what is missing now may soon
   * be there, and reads take part in sharing from now on, where others can have what is in the own
   * cache: what is another one's task to bring from the origin they wait for, as long as their
   * timeout says, and tell at once that it is missing where that is this one's. Worth asking when
   * something is missing; who reads at several places at once learns sooner what its part is.
   *
   * @return whether it is worth reading once more before the origin is asked
   */
  CompletableFuture<Boolean> isFlashCrowd();

  /** Cancels all that is under way: it fails with {@link PeerDistError#OPERATION_ABORTED}. */
  void cancelAll();

  /**
   * What came from where.
   *
   * @return the counts until now
   */
  ContentStatistics statistics();

  /**
   * Which peers and hosted caches gave something.
   *
   * @return by their names, the bytes of whole blocks until now
   */
  Map<String, Long> peerBytes();

  /**
   * The content as a channel that reads from start to end, or anywhere.
   *
   * @param timeout how long each read may take
   * @return a read-only channel, for one thread at a time; where data is missing, a read throws a
   *     {@link PeerDistException} with the {@linkplain PeerDistException#missing range}, and can be
   *     tried again when that was {@linkplain #addData added}. To close it leaves this open.
   * @throws PeerDistException with {@link PeerDistError#NOT_INITIALIZED} if no content information
   *     was completed
   */
  SeekableByteChannel channel(Duration timeout) throws PeerDistException;

  /** Fails all that is under way. What is in the own cache stays. */
  @Override
  void close();
}
