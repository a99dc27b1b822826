package org.peerdist.hashgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentHashOfData;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.content.Version1Encoding;
import org.peerdist.wire.Bytes;

class HashGeneratorTest {
  private static final int MIB = 1 << 20;
  private static final ServerPassphrase PASSPHRASE =
      new ServerPassphrase(Bytes.copyOf("no more secrets".getBytes(StandardCharsets.US_ASCII)));

  @TempDir Path folder;
  private final HashGenerator generator = new HashGenerator(PASSPHRASE, HashingOptions.defaults());

  @AfterEach
  void closeGenerator() {
    generator.close();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1,
        40959,
        40960,
        65535,
        65536,
        65537,
        131071,
        131072,
        131073,
        MIB - 1,
        MIB,
        MIB + 1,
        5 * MIB + 4321,
        32 * MIB - 1,
        32 * MIB,
        32 * MIB + 1,
        65 * MIB + 77
      })
  void hashFile_anyLength_describesEveryByte(int length) throws Exception {
    byte[] data = random(length);
    Path file = Files.write(folder.resolve("data"), data);

    assertThat(generator.hashFile(file, outputs("a"))).isEqualTo(length);

    check(data, "a");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, output("a", 1), output("a", 2));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SHA_256", "SHA_384", "SHA_512"})
  void hashFile_version1_usesTheHashOfTheOptions(HashAlgorithm algorithm) throws Exception {
    byte[] data = random(3 * MIB);
    Path file = Files.write(folder.resolve("data"), data);
    HashingOptions options = HashingOptions.defaults().withVersion1Algorithm(algorithm);
    try (HashGenerator other = new HashGenerator(PASSPHRASE, options)) {
      other.hashFile(file, outputs("a"));
    }

    assertThat(check(data, "a").algorithm()).isEqualTo(algorithm);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65535, MIB - 1, MIB, MIB + 1, 3 * MIB + 77, 33 * MIB})
  void hashFile_oneVersion_givesTheSameAsBoth(int length) throws Exception {
    Path file = Files.write(folder.resolve("data"), random(length));
    generator.hashFile(file, outputs("both"));

    for (ContentVersion version : ContentVersion.values()) {
      Path alone = folder.resolve("alone" + version);
      assertThat(generator.hashFile(file, Map.of(version, alone))).isEqualTo(length);
      int number = version == ContentVersion.V1 ? 1 : 2;
      assertThat(alone).hasSameBinaryContentAs(output("both", number));
    }
  }

  @Test
  void hashFile_anyContent_givesTheSameAsAStream() throws Exception {
    byte[] data = random(9 * MIB + 77);
    Arrays.fill(data, MIB, 3 * MIB, (byte) 7); // Segments of the greatest length.
    Path file = Files.write(folder.resolve("data"), data);
    generator.hashFile(file, outputs("file"));

    try (HashingPass pass = generator.startPass(outputs("stream"))) {
      pass.readAll(Channels.newChannel(new ByteArrayInputStream(data)), done -> {});
      pass.finish();
    }

    assertThat(output("stream", 1)).hasSameBinaryContentAs(output("file", 1));
    assertThat(output("stream", 2)).hasSameBinaryContentAs(output("file", 2));
    check(data, "file");
  }

  @Test
  void hashFile_fileBecomesShorter_failsAndLeavesNothing() throws Exception {
    Path file = Files.write(folder.resolve("data"), random(65 * MIB));
    LongConsumer shorten = done -> truncate(file, 40 * MIB);

    assertThatThrownBy(() -> generator.hashFile(file, outputs("a"), shorten))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("shorter");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static void truncate(Path file, long size) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void hashFile_progressThrows_endsAndLeavesNothing() throws Exception {
    Path file = Files.write(folder.resolve("data"), random(65 * MIB));
    LongConsumer cancel =
        done -> {
          throw new CancellationException();
        };

    assertThatThrownBy(() -> generator.hashFile(file, outputs("a"), cancel))
        .isInstanceOf(CancellationException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void update_bytesInAnyPieces_giveTheSameHashes() throws Exception {
    byte[] data = random(4 * MIB + 99);
    for (int piece : List.of(1 << 10, 4099, 32768, MIB, data.length)) {
      try (HashingPass pass = generator.startPass(outputs("p" + piece))) {
        for (int at = 0; at < data.length; at += piece) {
          ByteBuffer slice = ByteBuffer.wrap(data, at, Math.min(piece, data.length - at));
          pass.update(slice.asReadOnlyBuffer());
        }
        assertThat(pass.finish()).isEqualTo(data.length);
      }
      check(data, "p" + piece);
    }
    assertThat(output("p1024", 2)).hasSameBinaryContentAs(output("p" + MIB, 2));
  }

  @Test
  void startPass_manyAtOnce_doNotMix() throws Exception {
    ExecutorService users = Executors.newFixedThreadPool(4);
    try {
      List<Future<Object>> passes = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String name = "c" + i;
        byte[] data = new byte[3 * MIB];
        new Random(i).nextBytes(data);
        Callable<Object> pass =
            () -> {
              try (HashingPass running = generator.startPass(outputs(name))) {
                running.update(ByteBuffer.wrap(data));
                running.finish();
              }
              return check(data, name);
            };
        passes.add(users.submit(pass));
      }
      for (Future<Object> pass : passes) {
        assertThat(pass.get()).isNotNull();
      }
    } finally {
      users.shutdownNow();
    }
  }

  @Test
  void close_unfinishedPass_leavesNothing() throws Exception {
    try (HashingPass pass = generator.startPass(outputs("a"))) {
      pass.update(ByteBuffer.wrap(random(3 * MIB)));
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void hashFile_emptyContent_isRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("empty"));

    assertThatThrownBy(() -> generator.hashFile(file, outputs("a")))
        .isInstanceOf(EmptyContentException.class)
        .hasMessageContaining(file.toString());
    assertThat(output("a", 1)).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9})
  void hashFile_anyNumberOfThreads_givesTheSameHashes(int threads) throws Exception {
    byte[] data = random(9 * MIB + 5);
    Path file = Files.write(folder.resolve("data"), data);
    generator.hashFile(file, outputs("a"));

    HashingOptions options = new HashingOptions(threads, HashAlgorithm.SHA_256);
    try (HashGenerator other = new HashGenerator(PASSPHRASE, options)) {
      other.hashFile(file, outputs("b"));
    }

    assertThat(output("b", 1)).hasSameBinaryContentAs(output("a", 1));
    assertThat(output("b", 2)).hasSameBinaryContentAs(output("a", 2));
  }

  @Test
  void finish_generatorClosedBefore_isDoneByTheCaller() throws Exception {
    byte[] data = random(5 * MIB);
    try (HashingPass pass = generator.startPass(outputs("a"))) {
      pass.update(ByteBuffer.wrap(data, 0, 3 * MIB));
      generator.close();
      pass.update(ByteBuffer.wrap(data, 3 * MIB, 2 * MIB));
      pass.finish();
    }

    check(data, "a");
  }

  @Test
  void update_callerInterrupted_keepsTheInterrupt() throws Exception {
    byte[] data = random(9 * MIB);
    Path file = Files.write(folder.resolve("data"), data);
    try (HashingPass pass = generator.startPass(outputs("a"))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(
              () -> {
                pass.update(ByteBuffer.wrap(data));
                pass.finish();
              })
          .isInstanceOf(ClosedByInterruptException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /** Holds both outputs against the formulas, computed in the plainest way. */
  private ContentInformation check(byte[] data, String name) throws Exception {
    ContentInformation second = read(name, 2);
    long end = 0;
    for (Segment segment : second.segments()) {
      ContentRange range = segment.range();
      assertThat(range.start()).isEqualTo(end);
      end = range.end();
      ByteBuffer bytes = ByteBuffer.wrap(data, (int) range.start(), (int) range.length());
      checkHash(segment, segment.algorithm().hash(bytes));
    }
    assertThat(end).isEqualTo(data.length);

    ContentInformation first = read(name, 1);
    assertThat(first.range()).isEqualTo(ContentRange.ofLength(0, data.length));
    for (Segment segment : first.segments()) {
      assertThat(segment.listedBlockCount()).isEqualTo(segment.blockCount());
      ByteArrayOutputStream list = new ByteArrayOutputStream();
      for (int i = 0; i < segment.blockCount(); i++) {
        ContentRange block = segment.blockRange(i);
        Bytes hash =
            segment
                .algorithm()
                .hash(ByteBuffer.wrap(data, (int) block.start(), (int) block.length()));
        assertThat(segment.blockHash(i).value()).isEqualTo(hash);
        list.write(hash.toByteArray());
      }
      checkHash(segment, segment.algorithm().hash(ByteBuffer.wrap(list.toByteArray())));
    }
    int segments =
        (data.length + Version1Encoding.SEGMENT_LENGTH - 1) / Version1Encoding.SEGMENT_LENGTH;
    assertThat(first.segments()).hasSize(segments);
    return first;
  }

  private static void checkHash(Segment segment, Bytes hash) {
    SegmentHashOfData expected = new SegmentHashOfData(hash);
    assertThat(segment.hashOfData()).isEqualTo(expected);
    assertThat(segment.secret())
        .isEqualTo(
            PASSPHRASE
                .serverSecret(segment.algorithm())
                .segmentSecret(segment.algorithm(), expected));
  }

  private ContentInformation read(String name, int version) throws Exception {
    return ContentInformation.decode(ByteBuffer.wrap(Files.readAllBytes(output(name, version))));
  }

  private Map<ContentVersion, Path> outputs(String name) {
    return Map.of(ContentVersion.V1, output(name, 1), ContentVersion.V2, output(name, 2));
  }

  private Path output(String name, int version) {
    return folder.resolve(name + version);
  }

  private static byte[] random(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }
}
