package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.wire.WireFormatException;

class PeerEndpointTest {
  @ParameterizedTest
  @CsvSource({
    "157.59.141.183:54321, 157.59.141.183:54321",
    "10.0.0.1:1, 10.0.0.1:1",
    "[::1]:65535, [0:0:0:0:0:0:0:1]:65535",
    "[FE80::A%eth0]:80, [fe80:0:0:0:0:0:0:a]:80",
    "[::ffff:10.0.0.1]:80, 10.0.0.1:80"
  })
  void parse_addressAndPort_isUnderstood(String text, String written) throws WireFormatException {
    PeerEndpoint endpoint = PeerEndpoint.parse(text);
    assertThat(endpoint.toWire()).isEqualTo(written);
    assertThat(PeerEndpoint.parse(endpoint.toWire())).isEqualTo(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "10.0.0.1",
        "10.0.0.1:",
        "10.0.0.1:0",
        "10.0.0.1:65536",
        "10.0.0.1:99999",
        "10.0.0.1:-1",
        "10.0.0.256:80",
        "10.0.1:80",
        "1:80",
        "localhost:80",
        "example.org:80",
        "http://10.0.0.1:80",
        "10.0.0.1:80/",
        "fe80::1:80",
        "[fe80::1]",
        "[fe80::1]:",
        "[]:80",
        "[1:2]:80",
        "[::1::2]:80",
        "[10.0.0.1]:80",
        "[fe80::1%]:80",
        "[fe80::1%a b]:80",
        "0.0.0.0:80",
        "[::]:80",
        "239.255.255.250:80",
        "[ff02::c]:80",
        "١٠.0.0.1:80"
      })
  void parse_anythingElse_isRejected(String text) {
    assertThatThrownBy(() -> PeerEndpoint.parse(text))
        .isInstanceOfSatisfying(
            WireFormatException.class, e -> assertThat(e.field()).isEqualTo("XAddrs"));
  }

  @Test
  void toWire_zone_isLeftOut() throws Exception {
    byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();
    PeerEndpoint endpoint = new PeerEndpoint(Inet6Address.getByAddress(null, linkLocal, 7), 1337);
    assertThat(endpoint.toWire()).isEqualTo("[fe80:0:0:0:0:0:0:1]:1337");
    assertThat(endpoint).hasToString("[fe80:0:0:0:0:0:0:1%7]:1337");
    assertThat(endpoint.toSocketAddress().isUnresolved()).isFalse();
  }
}
