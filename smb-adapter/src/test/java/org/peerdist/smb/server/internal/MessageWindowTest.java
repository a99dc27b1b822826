package org.peerdist.smb.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageWindowTest {
  private final MessageWindow window = new MessageWindow(8);

  @Test
  void take_twice_isRefused() {
    assertThat(window.take(0, 1)).isTrue();
    assertThat(window.take(0, 1)).isFalse();
  }

  @Test
  void take_whatWasNotGranted_isRefused() {
    assertThat(window.take(1, 1)).isFalse();
    assertThat(window.take(0, 2)).isFalse();
    assertThat(window.take(-1, 1)).isFalse();
    assertThat(window.take(Long.MAX_VALUE, 65_535)).isFalse();
  }

  @Test
  void take_outOfTurn_isPossibleOnceEach() {
    window.grant(7);
    assertThat(window.take(5, 3)).isTrue();
    assertThat(window.take(4, 2)).isFalse();
    assertThat(window.take(0, 5)).isTrue();
    assertThat(window.take(7, 1)).isFalse();
  }

  @Test
  void grant_moreThanThereCanBe_isBounded() {
    assertThat(window.grant(65_535)).isEqualTo(7);
    assertThat(window.grant(1)).isZero();
  }

  @Test
  void grant_clientThatWouldHaveNone_getsOne() {
    assertThat(window.take(0, 1)).isTrue();
    assertThat(window.grant(0)).isEqualTo(1);
    assertThat(window.take(1, 1)).isTrue();
  }

  @Test
  void window_usedForLong_goesOn() {
    for (long id = 0; id < 100_000; id++) {
      assertThat(window.take(id, 1)).isTrue();
      assertThat(window.grant(1)).isEqualTo(1);
    }
  }
}
