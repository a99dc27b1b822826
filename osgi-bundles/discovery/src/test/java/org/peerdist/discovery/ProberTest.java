package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.discovery.internal.LocalLink;
import org.peerdist.discovery.internal.Subnet;

/** SPEC [MS-PCCRD] 3.1.4.1, 5: whose answers count. */
class ProberTest {
  private static LocalLink link(String... subnets) throws Exception {
    List<Subnet> own = new ArrayList<>();
    for (String subnet : subnets) {
      int slash = subnet.indexOf('/');
      InetAddress address = InetAddress.getByName(subnet.substring(0, slash));
      own.add(new Subnet(address, Integer.parseInt(subnet.substring(slash + 1))));
    }
    return new LocalLink("eth7", 7, false, own);
  }

  private static ProbeMatch match(String endpoints) throws Exception {
    List<PeerEndpoint> parsed = new ArrayList<>();
    for (String endpoint : SoapEnvelope.words(endpoints)) {
      parsed.add(PeerEndpoint.parse(endpoint));
    }
    return new ProbeMatch("x", "y", parsed, new Availability.BlockCounts(Map.of(TestIds.of(1), 1)));
  }

  private static Optional<String> neighbour(String endpoints, String source) throws Exception {
    LocalLink link = link("10.1.2.3/24", "fe80::3/64", "2001:db8::3/64");
    InetSocketAddress from = new InetSocketAddress(InetAddress.getByName(source), 3702);
    return Prober.neighbour(match(endpoints), from, link).map(PeerEndpoint::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.9:80, 10.1.2.9, 10.1.2.9:80",
    "10.1.2.9:80, 10.1.2.8, 10.1.2.9:80",
    "192.0.2.1:80 10.1.2.9:81, 10.1.2.9, 10.1.2.9:81",
    "[2001:db8::9]:80, fe80::9%7, [2001:db8:0:0:0:0:0:9]:80",
    "10.1.2.9:80, fe80::9%7, 10.1.2.9:80"
  })
  void neighbour_ofTheSubnet_isTheFirstOfItsAddressesThere(
      String endpoints, String source, String chosen) throws Exception {
    assertThat(neighbour(endpoints, source)).contains(chosen);
  }

  /** The zone in the answer is the peer's own; ours is that of the link where it came in. */
  @ParameterizedTest
  @CsvSource({
    "[fe80::9]:80, fe80::9%7",
    "[fe80::9%eth0]:80, fe80::9%7",
    "[fe80::9%3]:80, fe80::9%7",
    "[fe80::9%25eth0]:80, 2001:db8::9"
  })
  void neighbour_withLinkLocalAddress_isOnTheLinkOfTheAnswer(String endpoint, String source)
      throws Exception {
    assertThat(neighbour(endpoint, source)).contains("[fe80:0:0:0:0:0:0:9%7]:80");
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.3.9:80, 10.1.2.9",
    "10.1.2.9:80, 10.1.3.9",
    "10.1.2.9:80, 192.0.2.1",
    "[2001:db8:0:1::9]:80, fe80::9%7",
    "[fe80::9]:80, fe80::9%8",
    "127.0.0.1:80, 10.1.2.9"
  })
  void neighbour_ofAnotherSubnet_isNone(String endpoints, String source) throws Exception {
    assertThat(neighbour(endpoints, source)).isEmpty();
  }

  @Test
  void neighbour_onLinkWithoutAddresses_isNone() throws Exception {
    InetSocketAddress source = new InetSocketAddress(InetAddress.getByName("10.1.2.9"), 1);
    assertThat(Prober.neighbour(match("10.1.2.9:80"), source, link())).isEmpty();
  }
}
