package org.peerdist.hostedcache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.dnsname.DnsName;
import org.minidns.record.Record;
import org.minidns.record.SRV;
import org.peerdist.hostedcache.HostedCacheSearch;
import org.peerdist.hostedcache.HostedCacheSite;

@Timeout(60)
class DomainSearchTest {
  private static final DnsName NAME = DnsName.from("_peerdist-hc._tcp.branch.example");
  private static final Duration LONG = Duration.ofSeconds(20);

  private static List<HostedCacheSite> find(DnsServer server, Duration most) throws Exception {
    InetSocketAddress address = server.address();
    return new DomainSearch(
            "branch.example", "dns://" + address.getHostString() + ":" + address.getPort())
        .find(most);
  }

  private static HostedCacheSite site(String address, int port) {
    return HostedCacheSite.at(new InetSocketAddress(address, port));
  }

  private static DnsAnswers records(SRV... records) {
    DnsAnswers answers = DnsAnswers.none();
    for (SRV each : records) {
      answers.add(NAME, Record.TYPE.SRV, each);
    }
    return answers;
  }

  @Test
  void find_severalRecords_givesThemByPriority() throws Exception {
    AtomicReference<DnsMessage> asked = new AtomicReference<>();
    DnsAnswers answers =
        records(new SRV(20, 1, 8082, "127.0.0.2"), new SRV(10, 1, 81, "127.0.0.1"));
    try (DnsServer server =
        DnsServer.start(
            question -> {
              asked.set(question);
              return answers.to(question);
            })) {
      assertThat(find(server, LONG))
          .containsExactly(site("127.0.0.1", 81), site("127.0.0.2", 8082));
      assertThat(asked.get().getQuestion().name.toString().toLowerCase(Locale.ROOT))
          .isEqualTo(NAME.toString());
      assertThat(asked.get().getQuestion().type).isEqualTo(Record.TYPE.SRV);
    }
  }

  @Test
  void find_noSuchName_isEmpty() throws Exception {
    try (DnsServer server = DnsServer.start(DnsAnswers.none()::to)) {
      assertThat(find(server, LONG)).isEmpty();
    }
  }

  /** RFC 2782: a target of "." means that the service is decidedly not available. */
  @Test
  void find_rootAsTarget_orPortZero_isLeftOut() throws Exception {
    DnsAnswers answers = records(new SRV(0, 0, 80, DnsName.ROOT), new SRV(1, 0, 0, "127.0.0.1"));
    try (DnsServer server = DnsServer.start(answers::to)) {
      assertThat(find(server, LONG)).isEmpty();
    }
  }

  @Test
  void find_tooManyRecords_givesSome() throws Exception {
    SRV[] many = new SRV[20];
    for (int i = 0; i < many.length; i++) {
      many[i] = new SRV(i, 0, i + 1, "127.0.0.1");
    }
    try (DnsServer server = DnsServer.start(records(many)::to)) {
      assertThat(find(server, LONG)).hasSize(16).startsWith(site("127.0.0.1", 1));
    }
  }

  @Test
  void find_silentServer_isAnError() throws Exception {
    try (DnsServer server = DnsServer.start(question -> null)) {
      assertThatIOException()
          .isThrownBy(() -> find(server, Duration.ofMillis(50)))
          .withMessage("no name server told of hosted caches of branch.example");
    }
  }

  @Test
  void find_garbage_isAnErrorOrNothing() throws Exception {
    byte[] garbage = {1, 2, 3, 4, 5};
    try (DnsServer server = DnsServer.start(question -> garbage)) {
      try {
        assertThat(find(server, Duration.ofMillis(50))).isEmpty();
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("no name server");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", "a/b", "a b", "dns://a", "a,b", "é.example"})
  void inDomain_notADomain_isRejected(String domain) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostedCacheSearch.inDomain(domain))
        .withMessageContaining("'" + domain + "' is not a domain");
  }
}
