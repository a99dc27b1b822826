package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;

class ProbeBatchesTest {
  private static List<SegmentId> ids(int count, int length) {
    return IntStream.range(0, count).mapToObj(number -> TestIds.of(number, length)).toList();
  }

  private static List<Probe> split(List<SegmentId> ids, ContentVersion form) {
    return ProbeBatches.split(ids, form, Prober::newMessageId);
  }

  @ParameterizedTest
  @CsvSource({
    "V1, 32, 1, 1, 1352",
    "V1, 32, 8, 1, 1352",
    "V1, 32, 16, 2, 1352",
    "V1, 32, 32, 4, 1352",
    "V1, 32, 33, 1, 4096",
    "V1, 32, 4096, 118, 4096",
    "V1, 64, 4096, 228, 4096",
    "V2, 32, 13, 1, 1352",
    "V2, 32, 16, 2, 1352",
    "V2, 32, 52, 4, 1352",
    "V2, 32, 53, 1, 4096",
    "V2, 32, 4096, 54, 4096",
    "V2, 64, 4096, 108, 4096"
  })
  void split_manySegments_fillsDatagrams(
      ContentVersion form, int length, int count, int datagrams, int longest) {
    List<Probe> probes = split(ids(count, length), form);
    assertThat(probes).hasSize(datagrams);
    assertThat(probes).allMatch(probe -> probe.write().length() <= longest);
    List<SegmentId> all = new ArrayList<>();
    probes.forEach(probe -> all.addAll(probe.segments()));
    assertThat(all).isEqualTo(ids(count, length));
    assertThat(probes.stream().map(Probe::messageId).distinct()).hasSize(datagrams);
  }

  @ParameterizedTest
  @CsvSource({"32", "48", "64"})
  void perAnswer_fullAnswer_isShortEnough(int length) throws Exception {
    Map<SegmentId, Integer> blocks = new LinkedHashMap<>();
    ids(ProbeBatches.perAnswer(length), length).forEach(id -> blocks.put(id, 512));
    PeerEndpoint endpoint = PeerEndpoint.parse("[fe80:1111:2222:3333:4444:5555:6666:7777]:65535");
    ProbeMatch match =
        new ProbeMatch(
            "x".repeat(256),
            Prober.newMessageId(),
            List.of(endpoint),
            new Availability.BlockCounts(blocks));
    ProbeMatch.Sender sender =
        new ProbeMatch.Sender(Prober.newMessageId(), 9_999_999_999L, Integer.MAX_VALUE);
    assertThat(match.write(sender).length()).isBetween(3000, ProbeBatches.LONG);
  }

  @ParameterizedTest
  @CsvSource({"V1, 1", "V2, 3"})
  void split_severalLengths_keepsThemApart(ContentVersion form, int datagrams) {
    List<SegmentId> mixed = List.of(TestIds.of(1, 32), TestIds.of(2, 48), TestIds.of(3, 64));
    assertThat(split(mixed, form)).hasSizeGreaterThanOrEqualTo(datagrams);
  }
}
