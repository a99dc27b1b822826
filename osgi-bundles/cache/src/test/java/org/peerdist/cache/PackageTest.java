package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.internal.ForgedBlocks;
import org.peerdist.content.ContentTag;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

/** What one cache exports, another one imports, and believes nothing that it can't verify. */
class PackageTest {
  private static final ContentTag BITS = ContentTag.ofName("BITS-4.0");
  private static final ContentTag WEB = ContentTag.ofName("WebIO");

  @TempDir Path folder;
  private Path file;
  private final SampleContent version1 = SampleContent.version1(1, 200_000);
  private final SampleContent version2 = SampleContent.version2(2, 50_000);
  private final OpaqueSegment opaque =
      new OpaqueSegment(new SegmentId(Bytes.copyOf(new byte[48])), 70_000, 65_536, WEB);

  @BeforeEach
  void fill() throws IOException {
    file = folder.resolve("package");
    try (ContentCache cache = open("from")) {
      for (int i = 0; i < 4; i++) {
        cache.put(version1.block(i), BITS);
      }
      cache.put(version2.block(0), WEB);
      cache.opaqueBlocks().put(opaque, 1, ByteBuffer.allocate(4500));
    }
  }

  private ContentCache open(String name) throws IOException {
    return ContentCache.open(folder.resolve(name), CacheOptions.ofMaxBytes(16 << 20));
  }

  private PackageReport export() throws IOException {
    try (ContentCache cache = open("from")) {
      return cache.maintenance().exportTo(file, tag -> true, id -> true, MaintenanceListener.NONE);
    }
  }

  private PackageReport importFrom(Path from) throws IOException {
    try (ContentCache cache = open("to")) {
      return cache.maintenance().importFrom(from, MaintenanceListener.NONE);
    }
  }

  private void assertAllThere() throws IOException {
    try (ContentCache cache = open("to")) {
      for (int i = 0; i < 4; i++) {
        assertThat(cache.read(version1.segment().id(), i)).hasValue(version1.data(i));
      }
      assertThat(cache.read(version2.segment().id(), 0)).hasValue(version2.data(0));
      assertThat(cache.opaqueBlocks().read(opaque.id(), 1)).hasValue(ByteBuffer.allocate(4500));
      assertThat(cache.find(version1.segment().id()).orElseThrow().tag()).isEqualTo(BITS);
      assertThat(cache.opaqueBlocks().find(opaque.id()).orElseThrow().segment()).isEqualTo(opaque);
      VerifyReport report = cache.maintenance().verify(MaintenanceListener.NONE);
      assertThat(report.hashedBlocks()).isEqualTo(5);
      assertThat(report.damagedBlocks()).isZero();
    }
  }

  @Test
  void import_exported_isTheSame() throws IOException {
    assertThat(export()).isEqualTo(new PackageReport(3, 6, 254_500, 0, 0));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    assertThat(importFrom(file)).isEqualTo(new PackageReport(3, 6, 254_500, 0, 0));

    assertAllThere();
  }

  @Test
  void import_twice_doublesNothing() throws IOException {
    export();
    importFrom(file);
    long size = CacheFiles.bytesOnDisk(folder.resolve("to"));

    assertThat(importFrom(file)).isEqualTo(new PackageReport(3, 6, 254_500, 6, 0));

    assertThat(CacheFiles.bytesOnDisk(folder.resolve("to"))).isEqualTo(size);
    assertAllThere();
  }

  @Test
  void import_partsOfIt_thenAllOfIt_goesOn() throws IOException {
    export();
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 11, 12, 100, 70_000, 200_000, whole.length - 1}) {
      Path part = folder.resolve("part");
      Files.write(part, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> importFrom(part))
          .isInstanceOf(IOException.class)
          .hasMessageMatching(
              length < 12
                  ? "this is no package of a content cache"
                  : "the package ends early, at byte "
                      + length
                      + ": get all of it, and import it again( \\(\\d blocks were imported before\\))?");
    }
    assertThat(importFrom(file).knownBlocks()).isEqualTo(6);
    assertAllThere();
  }

  @Test
  void import_anyFlippedBit_isRefused() throws IOException {
    export();
    byte[] whole = Files.readAllBytes(file);
    Path damaged = folder.resolve("damaged");
    for (int i = 0; i < 120; i++) {
      int at = i < 60 ? i : (int) ((long) whole.length * (i - 60) / 60);
      byte[] bytes = whole.clone();
      bytes[at] ^= 16;
      Files.write(damaged, bytes);
      assertThatThrownBy(() -> importFrom(damaged))
          .as("byte %d", at)
          .isInstanceOf(IOException.class)
          .hasMessageMatching(
              "(?s)(this is|the package is damaged at byte|the package ends early).*");
    }
  }

  @Test
  void import_somethingBehindTheEnd_isRefused() throws IOException {
    export();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> importFrom(file))
        .hasMessageContaining("there is something behind its end");
  }

  @Test
  void import_recordsOfTwoPackages_doNotMakeOne() throws IOException {
    export();
    byte[] whole = Files.readAllBytes(file);
    // Without the block of the opaque segment: all checksums of records are right.
    int end = whole.length - 57;
    int block = end - 9 - 2 - 4500;
    byte[] less = Arrays.copyOf(whole, whole.length - (end - block));
    System.arraycopy(whole, end, less, block, 57);
    Files.write(file, less);
    assertThatThrownBy(() -> importFrom(file))
        .hasMessageContaining("its end is not that of what stands before it");
  }

  @Test
  void export_filter_takesSomeOnly() throws IOException {
    try (ContentCache cache = open("from")) {
      CacheMaintenance maintenance = cache.maintenance();
      assertThat(maintenance.exportTo(file, BITS::equals, id -> true, MaintenanceListener.NONE))
          .isEqualTo(new PackageReport(1, 4, 200_000, 0, 0));
      assertThat(
              maintenance.exportTo(
                  file, tag -> true, version2.segment().id()::equals, MaintenanceListener.NONE))
          .isEqualTo(new PackageReport(1, 1, 50_000, 0, 0));
    }
    assertThat(importFrom(file).segments()).isEqualTo(1);
  }

  @Test
  void export_damagedBlocks_areLeftOut() throws IOException {
    ByteBuffer wrong = SampleContent.version1(5, 200_000).data(2);
    ForgedBlocks.put(folder.resolve("from"), InstantSource.system(), version1.segment(), 2, wrong);
    PackageReport report = export();
    assertThat(report.blocks()).isEqualTo(5);
    assertThat(importFrom(file).blocks()).isEqualTo(5);
  }

  @Test
  void export_segmentWithoutProof_isLeftOut() throws IOException {
    SampleContent content = SampleContent.version1(9, 200_000);
    try (ContentCache cache = open("from")) {
      cache.put(content.withHashes(1).verify(0, content.data(0)).orElseThrow());
    }
    assertThat(export()).isEqualTo(new PackageReport(3, 6, 254_500, 0, 1));
  }

  @Test
  void export_toWhereNothingCanBe_leavesNothing() throws IOException {
    Path nowhere = folder.resolve("no").resolve("package");
    try (ContentCache cache = open("from")) {
      assertThatThrownBy(
              () ->
                  cache
                      .maintenance()
                      .exportTo(nowhere, tag -> true, id -> true, MaintenanceListener.NONE))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(
              () ->
                  cache
                      .maintenance()
                      .exportTo(folder, tag -> true, id -> true, MaintenanceListener.NONE))
          .hasMessageContaining("is a folder, and not the name for a package");
    }
    assertThat(folder.resolve("package.part")).doesNotExist();
  }

  /** The format, written by hand: an opaque segment of one block. */
  @Test
  void import_packageMadeByHand_isUnderstood() throws Exception {
    String header = "50446361636865" + "1a" + "00000001";
    String segment =
        record(
            "02", "576562494f0000000000000000000000" + "0000000a" + "0000000a" + "cd".repeat(32));
    String block = record("03", "0000" + "ff".repeat(32));
    String digest =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(HexFormat.of().parseHex(header + segment + block)));
    String end = record("04", "0000000000000001" + "0000000000000001" + digest);
    Files.write(file, HexFormat.of().parseHex(header + segment + block + end));

    assertThat(importFrom(file)).isEqualTo(new PackageReport(1, 1, 32, 0, 0));

    try (ContentCache cache = open("to")) {
      SegmentId id = new SegmentId(Bytes.ofHex("cd".repeat(32)));
      assertThat(cache.opaqueBlocks().find(id).orElseThrow().segment())
          .isEqualTo(new OpaqueSegment(id, 10, 10, WEB));
      assertThat(cache.opaqueBlocks().read(id, 0))
          .hasValue(ByteBuffer.wrap(HexFormat.of().parseHex("ff".repeat(32))));
    }
  }

  private static String record(String type, String body) {
    String start = type + String.format("%08x", body.length() / 2) + body;
    CRC32C checksum = new CRC32C();
    checksum.update(HexFormat.of().parseHex(start));
    return start + String.format("%08x", checksum.getValue());
  }

  @Test
  void import_opaqueSegmentWithOtherMeasures_leavesTheFirst() throws IOException {
    export();
    OpaqueSegment other = new OpaqueSegment(opaque.id(), 200_000, 65_536, WEB);
    try (ContentCache cache = open("to")) {
      cache.opaqueBlocks().put(other, 0, ByteBuffer.allocate(10));
    }
    assertThat(importFrom(file).blocks()).isEqualTo(6);
    try (ContentCache cache = open("to")) {
      assertThat(cache.opaqueBlocks().find(opaque.id()).orElseThrow().segment()).isEqualTo(other);
    }
  }
}
