package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

class CrowdSignsTest {
  private static List<Segment> segments(int seed) {
    return TestContent.of(ContentVersion.V2, 1_000_000, seed).information().segments();
  }

  private final CrowdSigns signs = CrowdSigns.of(segments(1));

  @Test
  void in_signsOfSomebody_isItsPart() {
    assertThat(signs.in(Set.of(signs.of(Share.FULL)))).isEqualTo(Share.FULL);
    assertThat(signs.in(Set.of(signs.of(Share.SPARE)))).isEqualTo(Share.SPARE);
    assertThat(signs.in(Set.of(signs.full(), signs.spare()))).isEqualTo(Share.FULL);
    assertThat(signs.in(Set.of(segments(1).get(0).id()))).isEqualTo(Share.NONE);
  }

  @Test
  void of_sameContent_isTheSame_andOfAnotherOneIsNot() {
    assertThat(CrowdSigns.of(segments(1))).isEqualTo(signs);
    CrowdSigns other = CrowdSigns.of(segments(2));
    Set<SegmentId> all = new HashSet<>(List.of(other.full(), other.spare()));
    all.addAll(List.of(signs.full(), signs.spare()));
    assertThat(all).hasSize(4);
  }
}
