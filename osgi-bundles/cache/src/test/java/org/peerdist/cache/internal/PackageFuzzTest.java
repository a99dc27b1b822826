package org.peerdist.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.cache.SampleContent;
import org.peerdist.content.ContentTag;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

/**
 * Whatever the bytes of a package are: blocks that have their hashes, or one error. Runs on samples
 * and seeded mutations of them, and looks for new inputs where the environment has JAZZER_FUZZ=1.
 */
class PackageFuzzTest {
  private static Path folder;
  private static Storages storages;

  @BeforeAll
  static void open() throws IOException {
    folder = Files.createTempDirectory("peerdist-package-fuzz-");
    StorageOpener opener = new StorageOpener(InstantSource.system(), Optional.empty());
    opener.open(folder, disk -> 16 << 20);
    storages = opener.storages();
  }

  @AfterAll
  static void close() throws IOException {
    storages.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  static byte[] sample() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PackageWriter writer = new PackageWriter(Channels.newChannel(out));
      for (SampleContent content :
          List.of(SampleContent.version1(1, 70_000), SampleContent.version2(2, 300))) {
        ByteBuffer hashes =
            content.segment().blockCount() == 1
                ? content.segment().hashOfData().value().asByteBuffer()
                : ByteBuffer.wrap(SegmentProof.blockHashes(content.segment()));
        SegmentDescription known = SegmentDescription.of(content.segment(), ContentTag.NONE);
        writer.segment(
            SegmentProof.of(content.segment().id(), known, hashes).orElseThrow(), ContentTag.NONE);
        writer.block(content.segment().blockCount() - 1, content.data(known.blockCount() - 1));
      }
      SegmentKey key = SegmentKey.opaque(new SegmentId(Bytes.copyOf(new byte[48])));
      SegmentDescription opaque = SegmentDescription.ofOpaque(100, 50, ContentTag.NONE);
      writer.opaqueSegment(Holding.of(key, SegmentRecord.create(opaque, 0)));
      writer.block(1, ByteBuffer.wrap(new byte[64]));
      writer.end();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  static Stream<Arguments> samples() {
    return Stream.of(Arguments.of(sample()));
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "1m")
  void read_anyBytes_isBlocksOrOneError(byte[] bytes) throws IOException {
    storages.clear();
    PackageImport importing = new PackageImport(storages, progress -> {});
    try {
      importing.read(Channels.newChannel(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(300);
    }
    Verifier verifier =
        new Verifier(
            storages,
            progress -> {},
            (key, block) -> {
              throw new AssertionError("imported a block without its hash");
            });
    storages.flush();
    verifier.run();
  }

  /** Mutations whose checksums are right, as somebody makes them who means harm. */
  @Test
  void read_mutatedRecords_isBlocksOrOneError() throws IOException {
    byte[] sample = sample();
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] mutated = sample.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = PackageFormat.HEADER_LENGTH + random.nextInt(random.nextBoolean() ? 400 : 5000);
        mutated[at] ^= (byte) (1 << random.nextInt(8));
      }
      read_anyBytes_isBlocksOrOneError(withChecksums(mutated));
    }
  }

  /** Makes the checksums right, as far as records can be told apart. */
  static byte[] withChecksums(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int at = PackageFormat.HEADER_LENGTH;
    while (at + 9 <= bytes.length) {
      int length = buffer.getInt(at + 1);
      if (length < 0 || at + 9L + length > bytes.length) {
        break;
      }
      CRC32C checksum = new CRC32C();
      checksum.update(bytes, at, 5 + length);
      buffer.putInt(at + 5 + length, (int) checksum.getValue());
      at += 9 + length;
    }
    return bytes;
  }

  @Test
  void read_anyTruncation_isOneError() throws IOException {
    byte[] sample = sample();
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      int length = i < 200 ? i : random.nextInt(sample.length);
      read_anyBytes_isBlocksOrOneError(Arrays.copyOf(sample, length));
    }
  }
}
