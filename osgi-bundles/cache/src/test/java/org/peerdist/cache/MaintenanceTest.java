package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.internal.ForgedBlocks;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

class MaintenanceTest {
  private static final ContentTag BITS = ContentTag.ofName("BITS-4.0");
  private static final ContentTag WEB = ContentTag.ofName("WebIO");
  private static final int HEADER = 80;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<String> damaged = new ArrayList<>();
  private final MaintenanceListener listener =
      new MaintenanceListener() {
        @Override
        public void progress(long bytes) {
          assertThat(bytes).isNotNegative();
        }

        @Override
        public void damaged(SegmentId segment, int block, boolean opaque) {
          damaged.add(segment + " " + block + " " + opaque);
        }
      };

  @TempDir Path folder;

  private ContentCache open() throws IOException {
    return ContentCache.open(folder, CacheOptions.ofMaxBytes(64 << 20), now::get);
  }

  private static OpaqueSegment opaque(int number) {
    byte[] id = new byte[32];
    id[0] = (byte) number;
    return new OpaqueSegment(new SegmentId(Bytes.copyOf(id)), 1000, 1000, WEB);
  }

  private static void putAll(ContentCache cache, SampleContent content) {
    for (int i = 0; i < content.segment().blockCount(); i++) {
      assertThat(cache.put(content.block(i), BITS)).isTrue();
    }
  }

  private void flipBit(long offset) throws IOException {
    CacheFiles.flipBit(CacheFiles.containers(folder).get(0), offset);
  }

  @Test
  void visit_afterFlush_showsEverythingOnce() throws IOException {
    Set<SegmentId> expected = new HashSet<>();
    try (ContentCache cache = open()) {
      for (int i = 0; i < 600; i++) {
        SampleContent content = SampleContent.version2(i, 100);
        cache.put(content.block(0), BITS);
        expected.add(content.segment().id());
      }
      cache.opaqueBlocks().put(opaque(1), 0, ByteBuffer.allocate(64));
      cache.flush();

      SegmentList list = SegmentList.of(cache);

      assertThat(list.verified()).hasSize(600).allMatch(segment -> segment.tag().equals(BITS));
      assertThat(list.verified()).extracting(CachedSegment::id).containsAll(expected);
      assertThat(list.opaque())
          .singleElement()
          .satisfies(segment -> assertThat(segment.segment()).isEqualTo(opaque(1)));
    }
  }

  @Test
  void clear_tag_dropsItsSegmentsOnly() throws IOException {
    SampleContent mine = SampleContent.version2(1, 100);
    SampleContent other = SampleContent.version2(2, 100);
    try (ContentCache cache = open()) {
      cache.put(mine.block(0), BITS);
      cache.put(other.block(0));
      cache.opaqueBlocks().put(opaque(1), 0, ByteBuffer.allocate(64));

      assertThat(cache.maintenance().clear(BITS)).isEqualTo(1);
      assertThat(cache.maintenance().clear(WEB)).isEqualTo(1);
      assertThat(cache.maintenance().clear(WEB)).isZero();

      assertThat(cache.find(mine.segment().id())).isEmpty();
      assertThat(cache.find(other.segment().id())).isPresent();
    }
  }

  @Test
  void verify_soundCache_findsNothing_andIsNoUse() throws IOException {
    SampleContent first = SampleContent.version1(1, 200_000);
    try (ContentCache cache = open()) {
      putAll(cache, first);
      putAll(cache, SampleContent.version2(2, 50_000));
      cache.opaqueBlocks().put(opaque(1), 0, ByteBuffer.allocate(64));
      Instant used = now.get();
      now.set(used.plus(Duration.ofDays(20)));

      VerifyReport report = cache.maintenance().verify(listener);

      assertThat(report).isEqualTo(new VerifyReport(3, 6, 5, 250_064, 0));
      assertThat(damaged).isEmpty();
      assertThat(cache.find(first.segment().id()).orElseThrow().used()).isEqualTo(used);
    }
  }

  @Test
  void verify_flippedBits_dropsAndReportsThese() throws IOException {
    SampleContent first = SampleContent.version1(1, 200_000);
    SampleContent second = SampleContent.version2(2, 50_000);
    try (ContentCache cache = open()) {
      putAll(cache, first);
      putAll(cache, second);
      cache.opaqueBlocks().put(opaque(1), 0, ByteBuffer.allocate(64));
    }
    flipBit(HEADER + 65_536 + HEADER + 7);
    long opaqueStart = CacheFiles.bytesOnDisk(folder) - 64;
    flipBit(opaqueStart + 3);
    try (ContentCache cache = open()) {
      VerifyReport report = cache.maintenance().verify(listener);

      assertThat(report.blocks()).isEqualTo(6);
      assertThat(report.hashedBlocks()).isEqualTo(5);
      assertThat(report.damagedBlocks()).isEqualTo(2);
      assertThat(damaged)
          .containsExactlyInAnyOrder(first.segment().id() + " 1 false", opaque(1).id() + " 0 true");
      assertThat(cache.find(first.segment().id()).orElseThrow().blocks().stream())
          .containsExactly(0, 2, 3);
      assertThat(cache.opaqueBlocks().find(opaque(1).id())).isEmpty();
      assertThat(cache.maintenance().verify(listener).damagedBlocks()).isZero();
      assertThat(cache.put(first.block(1))).isTrue();
    }
  }

  private void forge(Segment segment, int block, ByteBuffer data) throws IOException {
    ForgedBlocks.put(folder, now::get, segment, block, data);
  }

  private VerifyReport verify() throws IOException {
    damaged.clear();
    try (ContentCache cache = open()) {
      return cache.maintenance().verify(listener);
    }
  }

  /** What no checksum tells: the block has the one that it was put with, but not its hash. */
  @Test
  void verify_wrongBlockOfVersion1_isFoundByItsHash() throws IOException {
    SampleContent content = SampleContent.version1(1, 200_000);
    try (ContentCache cache = open()) {
      putAll(cache, content);
    }
    forge(content.segment(), 2, SampleContent.version1(2, 200_000).data(2));

    assertThat(verify()).isEqualTo(new VerifyReport(1, 4, 4, 200_000, 1));

    assertThat(damaged).containsExactly(content.segment().id() + " 2 false");
    assertThat(verify()).isEqualTo(new VerifyReport(1, 3, 3, 134_464, 0));
  }

  @Test
  void verify_wrongSegmentOfVersion2_isFoundByItsName() throws IOException {
    SampleContent content = SampleContent.version2(1, 100_000);
    forge(content.segment(), 0, SampleContent.version2(2, 100_000).data(0));

    assertThat(verify()).isEqualTo(new VerifyReport(1, 1, 1, 100_000, 1));

    assertThat(damaged).containsExactly(content.segment().id() + " 0 false");
    assertThat(verify()).isEqualTo(new VerifyReport(0, 0, 0, 0, 0));
  }

  /** Content information of a range does not tell all hashes. */
  @Test
  void verify_unknownHashes_areThoseThatMakeTheName() throws IOException {
    SampleContent content = SampleContent.version1(1, 200_000);
    Segment part = content.withHashes(2);
    try (ContentCache cache = open()) {
      cache.put(part.verify(0, content.data(0)).orElseThrow());
      cache.put(part.verify(1, content.data(1)).orElseThrow());
    }
    assertThat(verify()).isEqualTo(new VerifyReport(1, 2, 0, 131_072, 0));

    forge(part, 2, content.data(2));
    forge(part, 3, content.data(3));
    assertThat(verify()).isEqualTo(new VerifyReport(1, 4, 4, 200_000, 0));

    // One of them is wrong, and nobody knows which.
    forge(part, 3, ByteBuffer.allocate(content.data(3).remaining()));
    assertThat(verify()).isEqualTo(new VerifyReport(1, 4, 0, 200_000, 4));
    assertThat(verify()).isEqualTo(new VerifyReport(0, 0, 0, 0, 0));
  }

  @Test
  void verify_hashesOfAllLaterContentInformation_areUsed() throws IOException {
    SampleContent content = SampleContent.version1(1, 200_000);
    try (ContentCache cache = open()) {
      cache.put(content.withHashes(1).verify(0, content.data(0)).orElseThrow());
      cache.flush();
      cache.put(content.block(2));
      assertThat(cache.maintenance().verify(listener))
          .isEqualTo(new VerifyReport(1, 2, 2, 131_072, 0));
    }
    assertThat(verify().hashedBlocks()).isEqualTo(2);
  }
}
