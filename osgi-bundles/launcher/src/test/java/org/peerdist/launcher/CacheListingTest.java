package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.CachedOpaqueSegment;
import org.peerdist.cache.CachedSegment;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.FolderStatus;
import org.peerdist.cache.OpaqueSegment;
import org.peerdist.cache.PackageReport;
import org.peerdist.cache.VerifyReport;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.SegmentId;
import org.peerdist.content.SegmentSecret;
import org.peerdist.wire.Bytes;

class CacheListingTest {
  private static final Instant STORED = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant USED = Instant.parse("2026-02-03T04:05:06Z");
  private static final ContentTag BITS = ContentTag.ofName("BITS-4.0");
  private static final List<FolderStatus> FOLDERS =
      List.of(new FolderStatus(Path.of("/var/cache"), 1 << 30, 3 << 20, true));
  private static final SegmentLine VERIFIED =
      SegmentLine.of(
          new CachedSegment(
              id("ab"),
              new SegmentSecret(Bytes.copyOf(new byte[32])),
              HashAlgorithm.SHA_256,
              ContentVersion.V1,
              200_000,
              4,
              BITS,
              STORED,
              USED,
              blocks(1, 3)));
  private static final SegmentLine OPAQUE =
      SegmentLine.of(
          new CachedOpaqueSegment(
              new OpaqueSegment(id("cd"), 100_000, 100_000, ContentTag.NONE),
              STORED,
              USED,
              blocks(0)));

  @TempDir Path folder;

  private static BitSet blocks(int... indexes) {
    BitSet blocks = new BitSet();
    for (int index : indexes) {
      blocks.set(index);
    }
    return blocks;
  }

  private static SegmentId id(String digits) {
    return new SegmentId(Bytes.ofHex(digits.repeat(32)));
  }

  private static void write(CacheListing.Output output) throws IOException {
    output.start(FOLDERS);
    output.segment(VERIFIED);
    output.segment(OPAQUE);
    output.end(2, 3, 168_928);
  }

  @Test
  void text_segments_areLines() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(new CacheListText(out, ZoneOffset.UTC));
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "/var/cache: 3.0 MiB",
            "segment           kind       length     blocks  stored            used"
                + "              application",
            "abababababababab  v1      195.3 KiB        2/4  2026-01-02 03:04  2026-02-03 04:05"
                + "  BITS-4.0",
            "cdcdcdcdcdcdcdcd  opaque   97.7 KiB        1/1  2026-01-02 03:04  2026-02-03 04:05",
            "2 segments, 3 blocks, 165.0 KiB");
  }

  @Test
  void json_segments_areObjects() throws IOException {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      write(new CacheListJson(json));
    }
    assertThat(out)
        .hasToString(
            ("{'folders':[{'path':'/var/cache','size':3145728}],'segments':["
                    + "{'id':'ID1','opaque':false,'version':1,'hash':'sha256','length':200000,"
                    + "'blocks':4,'blocksHeld':2,'bytesHeld':68928,"
                    + "'stored':'2026-01-02T03:04:05Z','used':'2026-02-03T04:05:06Z',"
                    + "'tag':'BITS-4.0'},"
                    + "{'id':'ID2','opaque':true,'length':100000,"
                    + "'blocks':1,'blocksHeld':1,'bytesHeld':100000,"
                    + "'stored':'2026-01-02T03:04:05Z','used':'2026-02-03T04:05:06Z','tag':''}],"
                    + "'segmentsHeld':2,'blocksHeld':3,'bytesHeld':168928}\n")
                .replace('\'', '"')
                .replace("ID1", "ab".repeat(32))
                .replace("ID2", "cd".repeat(32)));
  }

  @Test
  void show_cacheWithTags_filtersAndAddsUp() throws IOException {
    try (ContentCache cache = ContentCache.open(folder, CacheOptions.defaults())) {
      for (int i = 0; i < 3; i++) {
        ContentTag tag = i == 0 ? BITS : ContentTag.NONE;
        cache
            .opaqueBlocks()
            .put(new OpaqueSegment(id("0" + i), 1000, 1000, tag), 0, ByteBuffer.allocate(1064));
      }
      cache.flush();
      assertThat(list(cache, Optional.empty())).endsWith("3 segments, 3 blocks, 2.9 KiB\n");
      assertThat(list(cache, Optional.of(BITS))).endsWith("1 segment, 1 block, 1000 B\n");
    }
  }

  private static String list(ContentCache cache, Optional<ContentTag> tag) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CacheListing(tag, new CacheListText(out, ZoneOffset.UTC)).show(cache);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void reports_areLinesForPeople() {
    assertThat(CacheVerifyCommand.text(new VerifyReport(2, 5, 5, 2048, 0)))
        .isEqualTo("2 segments, 5 blocks, 2.0 KiB: all sound");
    assertThat(CacheVerifyCommand.text(new VerifyReport(2, 5, 4, 2048, 1)))
        .isEqualTo(
            "2 segments, 5 blocks, 2.0 KiB (1 by checksum only, their hash is not known):"
                + " 1 damaged, and deleted");
    assertThat(CacheImportCommand.text(new PackageReport(2, 5, 2048, 0, 0)))
        .isEqualTo("imported 2 segments, 5 blocks, 2.0 KiB");
    assertThat(CacheImportCommand.text(new PackageReport(2, 5, 2048, 3, 0)))
        .isEqualTo("imported 2 segments, 5 blocks, 2.0 KiB; 3 of the blocks were there already");
    assertThat(CacheExportCommand.text(new PackageReport(2, 5, 2048, 0, 1)))
        .isEqualTo(
            "exported 2 segments, 5 blocks, 2.0 KiB; left out 1 segment of which too little is"
                + " known for others to verify");
  }

  @Test
  void tag_nameOrDigits() {
    assertThat(TagOption.parse("BITS-4.0")).isEqualTo(BITS);
    assertThat(TagOption.parse("35DB045D14234553A0510DC2E15E6C4C"))
        .hasToString("35db045d14234553a0510dc2e15e6c4c");
    assertThatIllegalArgumentException().isThrownBy(() -> TagOption.parse("x".repeat(17)));
  }
}
