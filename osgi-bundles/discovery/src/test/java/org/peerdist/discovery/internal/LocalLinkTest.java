package org.peerdist.discovery.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalLinkTest {
  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 24, 10.1.2.255, true",
    "10.1.2.3, 24, 10.1.3.0, false",
    "10.1.2.3, 23, 10.1.3.0, true",
    "10.1.2.3, 32, 10.1.2.3, true",
    "10.1.2.3, 32, 10.1.2.2, false",
    "10.1.2.3, 0, 203.0.113.1, true",
    "10.1.2.3, 8, fe80::1, false",
    "fe80::1, 64, fe80::ffff, true",
    "fe80::1, 64, fe80:0:0:1::1, false",
    "2001:db8::1, 61, 2001:db8:0:7::1, true",
    "2001:db8::1, 61, 2001:db8:0:8::1, false"
  })
  void contains_address_comparesThePrefix(String own, int prefix, String other, boolean in)
      throws UnknownHostException {
    Subnet subnet = new Subnet(InetAddress.getByName(own), prefix);
    assertThat(subnet.contains(InetAddress.getByName(other))).isEqualTo(in);
  }

  @Test
  void contains_otherZone_isNotOnTheLink() throws UnknownHostException {
    Subnet subnet = new Subnet(InetAddress.getByName("fe80::1"), 64);
    LocalLink link = new LocalLink("eth7", 7, false, List.of(subnet));
    assertThat(link.contains(InetAddress.getByName("fe80::2"))).isTrue();
    assertThat(link.contains(InetAddress.getByName("fe80::2%7"))).isTrue();
    assertThat(link.contains(InetAddress.getByName("fe80::2%8"))).isFalse();
  }

  @Test
  void withZone_linkLocalAddress_getsTheLink() throws UnknownHostException {
    LocalLink link = new LocalLink("eth7", 7, false, List.of());
    assertThat(link.withZone(InetAddress.getByName("fe80::2")).getHostAddress())
        .isEqualTo("fe80:0:0:0:0:0:0:2%7");
    InetAddress global = InetAddress.getByName("2001:db8::2");
    assertThat(link.withZone(global)).isSameAs(global);
  }
}
