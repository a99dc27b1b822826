package org.peerdist.hostedcache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.dnsname.DnsName;
import org.minidns.record.AAAA;
import org.minidns.record.Record;
import org.minidns.record.SRV;
import org.peerdist.hostedcache.HostedCacheSite;

class ServiceAnswerTest {
  private static final int ID = 4711;
  private static final InetAddress SOURCE = InetAddress.getLoopbackAddress();

  private static Collection<HostedCacheSite> sites(DnsAnswers answers) throws IOException {
    return ServiceAnswer.read(answers.to(ID), ID, SOURCE).values();
  }

  private static HostedCacheSite site(String address, int port) {
    return HostedCacheSite.at(new InetSocketAddress(address, port));
  }

  @Test
  void question_asksForTheService_andAnAnswerToTheSender() throws Exception {
    byte[] question = ServiceAnswer.question(ID);
    DnsMessage message = new DnsMessage(question);
    assertThat(message.id).isEqualTo(ID);
    assertThat(message.qr).isFalse();
    assertThat(message.getQuestion().name.toString()).isEqualTo("_peerdist-hc._tcp.local");
    assertThat(message.getQuestion().type).isEqualTo(Record.TYPE.PTR);
    // RFC 6762 5.4: the highest bit of the class.
    assertThat(Arrays.copyOfRange(question, question.length - 2, question.length))
        .containsExactly(0x80, 1);
  }

  @Test
  void read_announcement_givesAddressAndPort() throws Exception {
    assertThat(sites(DnsAnswers.of("a", 8080, "192.0.2.7", "txtvers=1", "pchc=2.0")))
        .containsExactly(site("192.0.2.7", 8080));
  }

  @Test
  void read_severalHostedCaches_areInTheOrderOfTheirNames() throws Exception {
    DnsAnswers answers = DnsAnswers.of("b", 2, "192.0.2.2").and(DnsAnswers.of("a", 1, "192.0.2.1"));
    assertThat(sites(answers)).containsExactly(site("192.0.2.1", 1), site("192.0.2.2", 2));
  }

  @ParameterizedTest
  @CsvSource({"pchc=2.0,1", "pchc=2.7,1", "pchc=2,1", "other,1", "pchc=1.0,0", "pchc=3.0,0"})
  void read_version_isHeeded(String text, int found) throws Exception {
    assertThat(sites(DnsAnswers.of("a", 80, "192.0.2.7", text))).hasSize(found);
  }

  @Test
  void read_hostWithSeveralAddresses_prefersTheOneThatAnswered() throws Exception {
    DnsAnswers answers =
        DnsAnswers.of("a", 80, "192.0.2.7")
            .and(DnsAnswers.of("a", 80, SOURCE.getHostAddress(), "pchc=2.0"));
    assertThat(sites(answers))
        .containsExactly(HostedCacheSite.at(new InetSocketAddress(SOURCE, 80)));
  }

  @Test
  void read_linkLocalAddressOfAnotherHost_isOfNoUse() throws Exception {
    DnsName instance = DnsName.from("a." + ServiceAnswer.SERVICE);
    DnsName host = DnsName.from("host.local");
    DnsAnswers answers =
        DnsAnswers.none()
            .add(ServiceAnswer.SERVICE, Record.TYPE.PTR, DnsAnswers.pointer(instance))
            .add(instance, Record.TYPE.SRV, new SRV(0, 0, 80, host))
            .add(host, Record.TYPE.AAAA, new AAAA("fe80::1"));
    assertThat(sites(answers)).isEmpty();
    answers.add(host, Record.TYPE.AAAA, new AAAA("2001:db8::1"));
    assertThat(sites(answers)).containsExactly(site("2001:db8::1", 80));
  }

  @Test
  void read_nameOutsideOfTheService_orPortZero_isLeftOut() throws Exception {
    DnsName elsewhere = DnsName.from("a._http._tcp.local");
    DnsAnswers answers =
        DnsAnswers.of("b", 0, "192.0.2.7")
            .add(ServiceAnswer.SERVICE, Record.TYPE.PTR, DnsAnswers.pointer(elsewhere))
            .add(elsewhere, Record.TYPE.SRV, new SRV(0, 0, 80, "host-b.local"));
    assertThat(sites(answers)).isEmpty();
  }

  @Test
  void read_anotherId_orAQuestion_isRejected() {
    byte[] answer = DnsAnswers.of("a", 80, "192.0.2.7").to(ID);
    assertThatIOException().isThrownBy(() -> ServiceAnswer.read(answer, ID + 1, SOURCE));
    byte[] question = ServiceAnswer.question(ID);
    assertThatIOException().isThrownBy(() -> ServiceAnswer.read(question, ID, SOURCE));
  }

  @Test
  void read_truncatedAnswer_isRejected() {
    byte[] answer = DnsAnswers.of("a", 80, "192.0.2.7", "pchc=2.0").to(ID);
    for (int length = 0; length < answer.length; length++) {
      byte[] part = Arrays.copyOf(answer, length);
      assertThatIOException().isThrownBy(() -> ServiceAnswer.read(part, ID, SOURCE));
    }
  }

  @Test
  void read_damagedAnswer_isReadOrRejected() {
    byte[] answer = DnsAnswers.of("a", 80, "192.0.2.7", "pchc=2.0").to(ID);
    Random random = new Random(8);
    int read = 0;
    int rejected = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = answer.clone();
      for (int bytes = random.nextInt(4); bytes >= 0; bytes--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        Map<String, HostedCacheSite> sites = ServiceAnswer.read(damaged, ID, SOURCE);
        assertThat(sites).hasSizeLessThanOrEqualTo(1);
        read++;
      } catch (IOException e) {
        rejected++;
      }
    }
    assertThat(read).isPositive();
    assertThat(rejected).isPositive();
  }
}
