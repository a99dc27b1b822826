package org.peerdist.smb.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class LoginDelaysTest {
  private final LoginDelays delays = new LoginDelays();

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, (byte) (last >> 8), (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void failed_again_takesLongerUpToABound() {
    assertThat(delays.failed(address(1), 0)).isEqualTo(100);
    assertThat(delays.failed(address(1), 1)).isEqualTo(200);
    assertThat(delays.failed(address(2), 1)).isEqualTo(100);
    for (int i = 0; i < 100; i++) {
      assertThat(delays.failed(address(1), 2)).isBetween(400L, 5000L);
    }
    assertThat(delays.total()).isEqualTo(103);
  }

  @Test
  void failed_afterSuccessOrALongTime_beginsAnew() {
    delays.failed(address(1), 0);
    delays.succeeded(address(1));
    assertThat(delays.failed(address(1), 1)).isEqualTo(100);
    assertThat(delays.failed(address(1), 400_000)).isEqualTo(100);
  }
}
