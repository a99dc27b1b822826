package org.peerdist.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.SampleContent;
import org.peerdist.cache.SharedCacheHost;
import org.peerdist.cache.SharedDownloads;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.WireFormatException;

/** The requests that processes which share a cache send each other. */
class SharedCacheTest {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  @TempDir Path folder;
  private ContentCache cache;
  private final SampleContent content = SampleContent.version1(4, 200_000);
  private final Segment segment = content.segment();
  private final List<SegmentId> signs = new ArrayList<>();
  private int active;
  private final SharedDownloads downloads =
      new SharedDownloads() {
        @Override
        public void begun() {
          active++;
        }

        @Override
        public void left() {
          active--;
        }

        @Override
        public void announced(SegmentId sign) {
          signs.add(sign);
        }

        @Override
        public void withdrawn(SegmentId sign) {
          signs.remove(sign);
        }

        @Override
        public void told(ByteBuffer message) throws WireFormatException {
          throw new WireFormatException("download", 0, "is unknown");
        }
      };

  @BeforeEach
  void open() throws Exception {
    cache = ContentCache.open(folder.resolve("cache"), CacheOptions.defaults());
  }

  @AfterEach
  void close() throws Exception {
    cache.close();
  }

  private static ByteBuffer request(int operation, int index, ByteBuffer segment, ByteBuffer data) {
    return ByteBuffer.allocate(9 + segment.remaining() + data.remaining())
        .put((byte) operation)
        .putInt(index)
        .putInt(segment.remaining())
        .put(segment.duplicate())
        .put(data.duplicate())
        .flip();
  }

  private ByteBuffer block(int index) {
    return content.data(index);
  }

  @Test
  void answer_putAndRead_isWhatWasPut() throws Exception {
    SharedCache shared = new SharedCache(cache, downloads);
    assertThat(shared.answer(request(SharedCache.PUT, 1, segment.encode(), block(1))).remaining())
        .isZero();
    // The segment of the request before.
    assertThat(shared.answer(request(SharedCache.READ, 1, NOTHING, NOTHING))).isEqualTo(block(1));
    assertThat(shared.answer(request(SharedCache.READ, 2, NOTHING, NOTHING)).remaining()).isZero();
    BitSet held = BitSet.valueOf(shared.answer(request(SharedCache.HELD, 0, NOTHING, NOTHING)));
    assertThat(held.stream()).containsExactly(1);
  }

  @Test
  void answer_putOfOtherBytes_isNotStored() throws Exception {
    SharedCache shared = new SharedCache(cache, downloads);
    shared.answer(request(SharedCache.PUT, 0, segment.encode(), block(1)));
    shared.answer(request(SharedCache.PUT, 1, segment.encode(), NOTHING));
    shared.answer(request(SharedCache.PUT, 512, segment.encode(), block(1)));
    assertThat(cache.find(segment.id())).isEmpty();
  }

  @Test
  void answer_dropOfASoundBlock_keepsIt() throws Exception {
    SharedCache shared = new SharedCache(cache, downloads);
    shared.answer(request(SharedCache.PUT, 0, segment.encode(), block(0)));
    shared.answer(request(SharedCache.DROP, 0, NOTHING, NOTHING));
    shared.answer(request(SharedCache.DROP, 511, NOTHING, NOTHING));
    assertThat(cache.holds(segment.id(), 0)).isTrue();
  }

  @Test
  void answer_noSegment_isRejected() {
    assertThatThrownBy(
            () ->
                new SharedCache(cache, downloads)
                    .answer(request(SharedCache.HELD, 0, NOTHING, NOTHING)))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("no segment was described before");
  }

  @Test
  void answer_unknownOperation_isRejected() {
    for (int operation : new int[] {0, 8, 255}) {
      assertThatThrownBy(
              () ->
                  new SharedCache(cache, downloads)
                      .answer(request(operation, 0, segment.encode(), NOTHING)))
          .hasMessage("operation at byte 0: " + operation + " is unknown");
    }
  }

  @Test
  void answer_everyTruncationBeforeTheData_isRejected() {
    ByteBuffer whole = request(SharedCache.PUT, 0, segment.encode(), NOTHING);
    for (int length = 0; length < whole.limit(); length++) {
      ByteBuffer part = whole.slice(0, length);
      assertThatThrownBy(() -> new SharedCache(cache, downloads).answer(part))
          .isInstanceOf(WireFormatException.class);
    }
  }

  @Test
  void answer_hostileLengthsAndIndexes_areRejected() {
    for (int length : new int[] {1, 1000, Integer.MAX_VALUE, -1}) {
      ByteBuffer request = request(SharedCache.READ, 0, NOTHING, NOTHING).putInt(5, length);
      assertThatThrownBy(() -> new SharedCache(cache, downloads).answer(request))
          .isInstanceOf(WireFormatException.class);
    }
    assertThatThrownBy(
            () ->
                new SharedCache(cache, downloads)
                    .answer(request(SharedCache.READ, -1, NOTHING, NOTHING)))
        .hasMessageStartingWith("block index at byte 1");
  }

  @Test
  void answer_damagedRequests_neverFailOtherwise() {
    Random random = new Random(3);
    for (int round = 0; round < 2000; round++) {
      SharedCache shared = new SharedCache(cache, downloads);
      byte[] bytes = request(1 + random.nextInt(7), 0, segment.encode(), block(0)).array().clone();
      for (int i = 0; i < 4; i++) {
        bytes[random.nextInt(i == 0 ? bytes.length : 200)] = (byte) random.nextInt();
      }
      try {
        assertThat(shared.answer(ByteBuffer.wrap(bytes))).isNotNull();
      } catch (WireFormatException e) {
        assertThat(e).hasMessageContaining(" at byte ");
      }
    }
  }

  @Test
  void begin_download_goesOnUntilTheConnectionEnds() throws Exception {
    SharedCache shared = new SharedCache(cache, downloads);
    for (int i = 0; i < 2; i++) {
      assertThat(shared.answer(request(SharedCache.BEGIN, 0, NOTHING, NOTHING)).remaining())
          .isZero();
      assertThat(active).isEqualTo(1);
    }
    shared.end();
    assertThat(active).isZero();
  }

  @Test
  void announce_signs_areToldUntilTheConnectionEnds() throws Exception {
    SharedCache shared = new SharedCache(cache, downloads);
    SharedCache other = new SharedCache(cache, downloads);
    ByteBuffer sign = segment.id().value().asByteBuffer();
    shared.answer(request(SharedCache.ANNOUNCE, 0, NOTHING, sign));
    other.answer(request(SharedCache.ANNOUNCE, 0, NOTHING, sign));
    assertThat(signs).containsExactly(segment.id(), segment.id());
    shared.end();
    assertThat(signs).containsExactly(segment.id());
    other.end();
    assertThat(signs).isEmpty();
  }

  @Test
  void announce_noSignOrTooManyOfThem_areRejected() throws Exception {
    SharedCache shared = new SharedCache(cache, downloads);
    for (int length : new int[] {0, 31, 65}) {
      ByteBuffer request = request(SharedCache.ANNOUNCE, 0, NOTHING, ByteBuffer.allocate(length));
      assertThatThrownBy(() -> shared.answer(request))
          .hasMessage("sign at byte 9: " + length + " bytes");
    }
    ByteBuffer sign = request(SharedCache.ANNOUNCE, 0, NOTHING, ByteBuffer.allocate(32));
    for (int i = 0; i < 16; i++) {
      shared.answer(sign);
    }
    assertThatThrownBy(() -> shared.answer(sign))
        .hasMessage("sign at byte 9: more than 16 of them");
    assertThat(signs).hasSize(16);
  }

  @Test
  void greeting_damaged_isNoneOfAServer() throws Exception {
    SharedCacheHost host =
        new SharedCacheHost(new InetSocketAddress("192.0.2.7", 1337), "urn:uuid:1");
    ByteBuffer greeting = SharedCache.greeting(7, host);
    assertThat(SharedCache.Greeting.read(greeting)).contains(new SharedCache.Greeting(7, host));
    for (int length = 0; length < SharedCache.GREETING.length() + 15; length++) {
      assertThat(SharedCache.Greeting.read(greeting.slice(0, length))).isEmpty();
    }
    ByteBuffer damaged = ByteBuffer.allocate(greeting.remaining()).put(greeting).flip();
    damaged.put(SharedCache.GREETING.length() + 10, (byte) 5);
    assertThat(SharedCache.Greeting.read(damaged)).isEmpty();
  }
}
