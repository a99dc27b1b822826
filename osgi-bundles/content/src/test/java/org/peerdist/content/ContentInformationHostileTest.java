package org.peerdist.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** Whatever the bytes are: a value that can be used, or one error, and no more memory than they. */
class ContentInformationHostileTest {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static WireFormatException failure(ByteBuffer bytes) {
    WireFormatException error =
        catchThrowableOfType(WireFormatException.class, () -> ContentInformation.decode(bytes));
    assertThat(error).isNotNull();
    assertThat(error.offset()).isBetween(0L, (long) bytes.remaining());
    return error;
  }

  private static ByteBuffer copy(Bytes sample) {
    return ByteBuffer.wrap(sample.toByteArray());
  }

  private static ByteBuffer v1(int offset, long value, int length) {
    return changed(
        Samples.v1(
            HashAlgorithm.SHA_256, 70L * Samples.MIB, ContentRange.ofEnd(5, 69L * Samples.MIB)),
        ByteOrder.LITTLE_ENDIAN,
        offset,
        value,
        length);
  }

  private static ByteBuffer v2(int offset, long value, int length) {
    return changed(
        Samples.v2(5, ContentRange.ofEnd(5, 100_000), 2),
        ByteOrder.BIG_ENDIAN,
        offset,
        value,
        length);
  }

  private static ByteBuffer changed(
      Bytes sample, ByteOrder order, int offset, long value, int length) {
    ByteBuffer bytes = copy(sample).order(order);
    switch (length) {
      case 1 -> bytes.put(offset, (byte) value);
      case 4 -> bytes.putInt(offset, (int) value);
      default -> bytes.putLong(offset, value);
    }
    return bytes;
  }

  @Test
  void decode_everyTruncation_isRejected() {
    for (Bytes sample : Samples.ofEachKind()) {
      int step = 1 + sample.length() / 1_000;
      for (int length = 0; length < sample.length(); length += length < 400 ? 1 : step) {
        // Version 2 has no count: it may end after any chunk, unless the range says otherwise.
        boolean mayEnd = sample.asByteBuffer().get(1) == 2 && length >= 104;
        try {
          ContentInformation.decode(sample.first(length).asByteBuffer());
          assertThat(mayEnd).as("%d of %d bytes", length, sample.length()).isTrue();
        } catch (WireFormatException e) {
          assertThat(e.offset()).isLessThanOrEqualTo(length);
        }
      }
    }
  }

  @Test
  void decode_version2CutInsideOfAChunk_isRejected() throws WireFormatException {
    Bytes sample = Samples.v2(3, 1);
    for (int length = 0; length < sample.length(); length++) {
      if (length > 31 && (length - 31) % 73 == 0) {
        ContentInformation cut = ContentInformation.decode(sample.first(length).asByteBuffer());
        assertThat(cut.segments()).hasSize((length - 31) / 73);
      } else {
        failure(sample.first(length).asByteBuffer());
      }
    }
  }

  @Test
  void decode_bytesThatFollow_areRejected() {
    for (Bytes sample : Samples.ofEachKind()) {
      ByteBuffer longer = ByteBuffer.allocate(sample.length() + 1).put(sample.asByteBuffer());
      failure(longer.rewind());
    }
  }

  @Test
  void decode_unknownVersions_areRejected() {
    for (int number = 0; number <= 0xFFFF; number++) {
      if (number != 1 && number != 2) {
        ByteBuffer bytes = copy(Samples.v2(1, 1)).putShort(0, (short) number);
        assertThat(failure(bytes).field()).isEqualTo("version");
      }
    }
    assertThat(failure(ByteBuffer.wrap(new byte[] {3, 2})))
        .hasMessage("version at byte 0: 2.3 is unknown");
  }

  @Test
  void decode_version1HostileNumbers_nameTheField() {
    assertThat(failure(v1(2, 0x8004, 4)).field()).isEqualTo("hash algorithm");
    assertThat(failure(v1(2, 0xFFFF_800CL, 4)).field()).isEqualTo("hash algorithm");
    assertThat(failure(v1(6, 0x2000000, 4)).field()).isEqualTo("offset in first segment");
    assertThat(failure(v1(6, -1, 4)).field()).isEqualTo("offset in first segment");
    assertThat(failure(v1(10, 6 * Samples.MIB + 1, 4)).field()).isEqualTo("bytes in last segment");
    assertThat(failure(v1(10, -1, 4)).field()).isEqualTo("bytes in last segment");
    assertThat(failure(v1(14, 0, 4)).field()).isEqualTo("segment count");
    assertThat(failure(v1(14, -1, 4)).field()).isEqualTo("segment count");
    assertThat(failure(v1(14, Integer.MAX_VALUE, 4)).field()).isEqualTo("segment descriptions");
    assertThat(failure(v1(18, 1, 8)).field()).isEqualTo("segment offset");
    assertThat(failure(v1(18, -0x2000000, 8)).field()).isEqualTo("segment offset");
    assertThat(failure(v1(18, 0x7FFF_FFFF_FE00_0000L, 8)).field()).isEqualTo("segment offset");
    assertThat(failure(v1(98, 0, 8)).field()).isEqualTo("segment offset");
    assertThat(failure(v1(98, 0x4000000, 8)).field()).isEqualTo("segment offset");
    assertThat(failure(v1(26, 0x1FFFFFF, 4)).field()).isEqualTo("segment length");
    assertThat(failure(v1(186, 0, 4)).field()).isEqualTo("segment length");
    assertThat(failure(v1(186, 0x2000001, 4)).field()).isEqualTo("segment length");
    assertThat(failure(v1(30, 0x8000, 4)).field()).isEqualTo("block length");
    assertThat(failure(v1(258, 511, 4)).field()).isEqualTo("block count");
    assertThat(failure(v1(258, 513, 4)).field()).isEqualTo("block count");
    assertThat(failure(v1(258, -1, 4)).field()).isEqualTo("block count");
  }

  @Test
  void decode_version1AtTheEndOfAllFiles_doesNotOverflow() throws WireFormatException {
    long start = Long.MAX_VALUE / 0x2000000 * 0x2000000 - 2L * 0x2000000;
    ByteBuffer bytes =
        copy(Samples.v1(HashAlgorithm.SHA_256, 0x2000000, ContentRange.ofEnd(0, 0x2000000)))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(6, 0x1FFFFFF)
            .putLong(18, start);
    assertThat(ContentInformation.decode(bytes).range())
        .isEqualTo(ContentRange.ofLength(start + 0x1FFFFFF, 1));
    failure(bytes.putInt(10, 0x2000000));
    failure(bytes.putLong(18, start + 0x2000000));
  }

  @Test
  void decode_version2HostileNumbers_nameTheField() throws WireFormatException {
    assertThat(failure(v2(2, 1, 1)).field()).isEqualTo("hash algorithm");
    assertThat(failure(v2(3, -1, 8)).field()).isEqualTo("start in content");
    assertThat(failure(v2(3, Long.MAX_VALUE, 8)).field()).isEqualTo("segment length");
    assertThat(failure(v2(11, -1, 8)).field()).isEqualTo("index of first segment");
    assertThat(failure(v2(11, Long.MAX_VALUE, 8)).field()).isEqualTo("index of first segment");
    assertThat(failure(v2(19, 39_390, 4)).field()).isEqualTo("offset in first segment");
    assertThat(failure(v2(19, -1, 4)).field()).isEqualTo("offset in first segment");
    assertThat(failure(v2(23, -1, 8)).field()).isEqualTo("length of range");
    assertThat(failure(v2(23, Long.MAX_VALUE, 8)).field()).isEqualTo("length of range");
    assertThat(failure(v2(31, 1, 1)).field()).isEqualTo("chunk type");
    assertThat(failure(v2(32, 0, 4)).field()).isEqualTo("chunk length");
    assertThat(failure(v2(32, 67, 4)).field()).isEqualTo("chunk length");
    assertThat(failure(v2(32, 68L * 63_161_283, 4)).field()).isEqualTo("chunk");
    assertThat(failure(v2(36, 0, 4)).field()).isEqualTo("segment length");
    assertThat(failure(v2(36, 131_073, 4)).field()).isEqualTo("segment length");
    assertThat(failure(v2(36, -1, 4)).field()).isEqualTo("segment length");
    ContentInformation far = ContentInformation.decode(v2(11, Long.MAX_VALUE - 5, 8));
    use(far);
  }

  @Test
  void decode_randomMutations_giveAUsableValueOrOneError() {
    Random random = new Random(20261123);
    List<Bytes> samples = Samples.ofEachKind();
    int values = 0;
    for (int i = 0; i < 60_000; i++) {
      byte[] bytes = samples.get(random.nextInt(samples.size())).toByteArray();
      int reach = random.nextBoolean() ? Math.min(bytes.length, 300) : bytes.length;
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        byte[] favourites = {0, 1, -1, 127, -128, (byte) random.nextInt()};
        bytes[random.nextInt(reach)] = favourites[random.nextInt(favourites.length)];
      }
      values += decodeAndUse(ByteBuffer.wrap(bytes)) ? 1 : 0;
    }
    assertThat(values).isBetween(1_000, 59_000);
  }

  @Test
  void decode_randomBytes_giveAUsableValueOrOneError() {
    Random random = new Random(7);
    for (int i = 0; i < 60_000; i++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      if (bytes.length > 2) {
        bytes[0] = 0;
        bytes[1] = (byte) (1 + random.nextInt(2));
      }
      decodeAndUse(ByteBuffer.wrap(bytes));
    }
  }

  private static boolean decodeAndUse(ByteBuffer bytes) {
    try {
      use(ContentInformation.decode(bytes));
      return true;
    } catch (WireFormatException e) {
      assertThat(e.offset()).isBetween(0L, (long) bytes.remaining());
      return false;
    }
  }

  /** Asks for all that can be asked for; see {@link ContentInformationFuzzTest}. */
  static void use(ContentInformation information) {
    ContentRange range = information.range();
    for (Segment segment : information.segments()) {
      assertThat(segment.range().intersects(range) || information.segments().size() > 1).isTrue();
      assertThat(segment.listedBlockCount()).isBetween(1, segment.blockCount());
      assertThat(segment.blockHash(segment.listedBlockCount() - 1)).isNotNull();
      assertThat(segment.blockRange(segment.blockCount() - 1).end())
          .isEqualTo(segment.range().end());
    }
    long middle = range.start() + range.length() / 2;
    for (ContentRange part :
        List.of(ContentRange.ofLength(middle, 1), ContentRange.ofEnd(middle, range.end()), range)) {
      try {
        ContentInformation decoded = ContentInformation.decode(information.encode(part));
        assertThat(decoded.range()).isEqualTo(part);
      } catch (WireFormatException e) {
        fail("own encoding is refused: %s", e.getMessage());
      }
    }
  }

  private static long allocatedBy(Runnable action) {
    action.run();
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    action.run();
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }

  @Test
  void decode_hugeCounts_allocateNothingToSpeakOf() {
    for (ByteBuffer bytes :
        List.of(
            v1(14, Integer.MAX_VALUE, 4),
            v1(14, 1_000, 4),
            v2(32, 0xFFFF_FFCCL, 4),
            v2(32, 68 * 1_000, 4))) {
      assertThat(allocatedBy(() -> failure(bytes))).isLessThan(32 * 1024);
    }
  }

  @Test
  void decode_large_allocatesLessThanItHasBytes() {
    Bytes manyChunks = Samples.v2(20_000, 1);
    Bytes oneChunk = Samples.v2(20_000, 20_000);
    long gib = 1024L * Samples.MIB;
    Bytes version1 = Samples.v1(HashAlgorithm.SHA_256, gib, ContentRange.ofEnd(0, gib));
    for (Bytes bytes : List.of(manyChunks, oneChunk, version1)) {
      ByteBuffer buffer = bytes.asByteBuffer();
      assertThat(allocatedBy(() -> assertThat(decodes(buffer)).isTrue()))
          .isLessThan(bytes.length());
    }
  }

  private static boolean decodes(ByteBuffer bytes) {
    try {
      return ContentInformation.decode(bytes).range().start() == 0;
    } catch (WireFormatException e) {
      return false;
    }
  }
}
