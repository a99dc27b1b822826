package org.peerdist.launcher.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TlsSettingsTest {
  @Test
  void withoutOld_leavesTheRest() {
    assertThat(
            TlsSettings.withoutOld(
                "SSLv3, TLSv1, TLSv1.1,DTLSv1.0, RC4, EC keySize < 224, 3DES_EDE_CBC"))
        .isEqualTo("SSLv3, DTLSv1.0, RC4, EC keySize < 224, 3DES_EDE_CBC");
    assertThat(TlsSettings.withoutOld("")).isEmpty();
  }
}
