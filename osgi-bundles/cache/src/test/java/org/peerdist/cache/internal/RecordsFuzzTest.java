package org.peerdist.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.content.ContentTag;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

/**
 * What the cache keeps on disk, which disks may damage. Runs the samples as a normal test, and
 * looks for new inputs where the environment has JAZZER_FUZZ=1.
 */
class RecordsFuzzTest {
  static Stream<Arguments> records() {
    SegmentDescription opaque = SegmentDescription.ofOpaque(100_000, 65_536, ContentTag.NONE);
    SegmentRecord record = SegmentRecord.create(opaque, 5);
    record.add(1, new BlockLocation(3, 80, 34_464, -5));
    byte[] verified = new byte[9 + 27 + 32 + 16];
    ByteBuffer.wrap(verified)
        .put(0, (byte) 3)
        .put(9, new byte[] {2, 4, 32})
        .putInt(12, 70_000)
        .putInt(16, 70_000);
    return Stream.of(record.encode(), verified, new byte[0])
        .map(bytes -> arguments((Object) bytes));
  }

  @MethodSource("records")
  @FuzzTest(maxDuration = "60s")
  void decodeRecord(byte[] input) {
    byte[] before = input.clone();
    SegmentRecord record = SegmentRecord.decode(input);
    if (record == null) {
      return;
    }
    SegmentDescription segment = record.description();
    assertThat(segment.length()).isBetween(1, 32 << 20);
    assertThat(segment.blockCount()).isBetween(1, 512);
    assertThat(segment.isSameSegment(segment)).isTrue();
    assertThat(record.blocks().length()).isLessThanOrEqualTo(segment.blockCount());
    for (int index : new int[] {-1, 0, segment.blockCount() - 1, segment.blockCount()}) {
      BlockLocation location = record.location(index);
      assertThat(record.holds(index)).isEqualTo(location != null);
      assertThat(location == null || location.length() <= SlotHeader.MAX_BLOCK_LENGTH).isTrue();
    }
    change(record);
    assertThat(input).isEqualTo(before);
  }

  private static void change(SegmentRecord record) {
    int last = record.description().blockCount() - 1;
    int length = record.description().length() - last * record.description().blockLength();
    BlockLocation place = new BlockLocation(1, 80, length, 7);
    record.use(9);
    record.add(last, place);
    SegmentRecord again = SegmentRecord.decode(record.encode());
    assertThat(again.location(last)).isEqualTo(place);
    assertThat(again.blocks()).isEqualTo(record.blocks());
    again.removeAll();
    assertThat(again.encode()).isNull();
  }

  static Stream<Arguments> headers() {
    ByteBuffer header = ByteBuffer.allocate(SlotHeader.LENGTH);
    SegmentKey key = SegmentKey.verified(new SegmentId(Bytes.ofHex("05".repeat(48))));
    SlotHeader.write(header, 0, key, 511, 65_536);
    return Stream.of(header.array(), new byte[SlotHeader.LENGTH])
        .map(bytes -> arguments((Object) bytes));
  }

  /** Both as they are, and with the right checksum. */
  @MethodSource("headers")
  @FuzzTest(maxDuration = "60s")
  void decodeHeader(byte[] input) {
    byte[] bytes = Arrays.copyOf(input, SlotHeader.LENGTH);
    decodeHeader(ByteBuffer.wrap(bytes));
    int fields = SlotHeader.LENGTH - 4;
    decodeHeader(
        ByteBuffer.wrap(bytes)
            .putInt(fields, BlockLocation.checksum(ByteBuffer.wrap(bytes, 0, fields))));
  }

  private static void decodeHeader(ByteBuffer bytes) {
    SlotHeader.decode(bytes)
        .ifPresent(
            header -> {
              assertThat(header.blockLength()).isBetween(1, SlotHeader.MAX_BLOCK_LENGTH);
              assertThat(header.slotLength()).isLessThanOrEqualTo(SlotHeader.MAX_SLOT_LENGTH);
              ByteBuffer out = ByteBuffer.allocate(SlotHeader.LENGTH);
              SlotHeader.write(out, 0, header.key(), header.index(), header.blockLength());
              assertThat(SlotHeader.decode(out)).contains(header);
            });
  }
}
