package org.peerdist.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.h2.mvstore.MVStore;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentHashOfData;
import org.peerdist.content.SegmentSecret;
import org.peerdist.content.VerifiedBlock;
import org.peerdist.content.Version2Encoding;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;
import org.slf4j.LoggerFactory;

/**
 * What it costs to put 1 GiB in blocks of 64 KiB into a content cache, in a process of its own,
 * next to what can't be less: a write of so many bytes from outside of the heap, and their
 * checksum.
 */
final class CachePuts {
  private static final int BLOCK = 64 * 1024;
  private static final int BLOCKS = 16 * 1024;
  private static final int DISTINCT = 512;

  private final Path folder;
  private final List<VerifiedBlock> blocks;

  private CachePuts(Path folder) throws WireFormatException {
    this.folder = folder;
    this.blocks = blocks();
  }

  /** Runs as many rounds as the first argument says in the folder that is the second one. */
  public static void main(String[] arguments) throws Exception {
    CachePuts puts = new CachePuts(Path.of(arguments[1]));
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      double put = puts.put();
      double least = arguments[0].equals("1") ? 0 : puts.least();
      System.out.println(put + " " + least);
    }
  }

  /** Starts a process, and gives the CPU time of one put, and of the least, of each round in µs. */
  static List<double[]> run(int rounds, Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx256m",
                "-cp",
                classPath(),
                CachePuts.class.getName(),
                Integer.toString(rounds),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<double[]> results = new ArrayList<>();
    for (String line : process.inputReader(StandardCharsets.UTF_8).lines().toList()) {
      results.add(Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray());
    }
    if (process.waitFor() != 0 || results.size() != rounds) {
      throw new IOException("the benchmark of the cache failed");
    }
    return results;
  }

  private static String classPath() {
    return Stream.of(
            CachePuts.class,
            ContentCache.class,
            Segment.class,
            Bytes.class,
            MVStore.class,
            LoggerFactory.class)
        .map(type -> Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()))
        .map(Path::toString)
        .reduce((first, second) -> first + System.getProperty("path.separator") + second)
        .orElseThrow();
  }

  private static List<VerifiedBlock> blocks() throws WireFormatException {
    byte[] data = new byte[DISTINCT * BLOCK];
    new Random(1).nextBytes(data);
    List<VerifiedBlock> blocks = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      ByteBuffer bytes = ByteBuffer.wrap(data, i % DISTINCT * BLOCK, BLOCK).slice();
      blocks.add(segment(i, bytes).verify(0, bytes).orElseThrow());
      blocks.get(i).segment().id();
    }
    return blocks;
  }

  private static Segment segment(int number, ByteBuffer data) throws WireFormatException {
    HashAlgorithm algorithm = HashAlgorithm.TRUNCATED_SHA_512;
    byte[] secret = new byte[algorithm.length()];
    ByteBuffer.wrap(secret).putInt(number);
    WireWriter out = WireWriter.of(Version2Encoding.ORDER, 128);
    Version2Encoding.writeHeader(out, 0, 0, 0, 0);
    Version2Encoding.writeChunkHeader(out, 1);
    Version2Encoding.writeDescription(
        out,
        data.remaining(),
        new SegmentHashOfData(algorithm.hash(data)),
        new SegmentSecret(Bytes.copyOf(secret)));
    return ContentInformation.decode(out.toByteBuffer()).segments().get(0);
  }

  private double put() throws IOException {
    try (ContentCache cache = ContentCache.open(folder, CacheOptions.ofMaxBytes(4L << 30))) {
      double start = cpuMicros();
      for (VerifiedBlock block : blocks) {
        if (!cache.put(block)) {
          throw new IOException("the cache does not store");
        }
      }
      return (cpuMicros() - start) / BLOCKS;
    } finally {
      delete();
    }
  }

  private double least() throws IOException {
    Files.createDirectories(folder);
    ByteBuffer data = ByteBuffer.allocateDirect(DISTINCT * BLOCK);
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("least"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      double start = cpuMicros();
      CRC32C checksum = new CRC32C();
      for (int i = 0; i < BLOCKS; i++) {
        checksum.update(data.slice(i % DISTINCT * BLOCK, BLOCK));
        file.write(data.slice(i % DISTINCT * BLOCK, BLOCK), (long) i * BLOCK);
      }
      return (cpuMicros() - start) / BLOCKS;
    } finally {
      delete();
    }
  }

  /** The CPU time of all threads of this process, compilers and collectors included. */
  private static double cpuMicros() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e3;
  }

  private void delete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Both results as a line. */
  static String text(double cold, List<double[]> warm) {
    double put = Pairs.median(warm.stream().map(round -> round[0]).toList());
    double least = Pairs.median(warm.stream().map(round -> round[1]).toList());
    return String.format(
        Locale.ROOT,
        "%.1f µs of CPU, the least is %.1f µs; %.1f µs in the first 16,384 of a process",
        put,
        least,
        cold);
  }
}
