package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HostedCacheAnnouncementTest {
  @Test
  void text_hasVersions_andThePortOfHttpsIfThereIsOne() {
    assertThat(new HostedCacheAnnouncement("a", 80, OptionalInt.empty()).text())
        .containsExactly(entry("txtvers", "1"), entry("pchc", "2.0"));
    assertThat(new HostedCacheAnnouncement("a", 80, OptionalInt.of(443)).text())
        .containsExactly(entry("txtvers", "1"), entry("pchc", "2.0"), entry("https", "443"));
  }

  @Test
  void serviceType_isWithinTheLimitsOfItsKind() {
    // RFC 6335 5.1: at most 15 characters, a letter among them, no two hyphens side by side.
    assertThat(HostedCacheAnnouncement.SERVICE_TYPE)
        .matches("_(?=[a-z0-9-]{1,15}\\._tcp)[a-z0-9]+(-[a-z0-9]+)*\\._tcp");
  }

  @Test
  void noNameOrPort_isRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HostedCacheAnnouncement(" ", 80, OptionalInt.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HostedCacheAnnouncement("a", 0, OptionalInt.empty()));
  }
}
