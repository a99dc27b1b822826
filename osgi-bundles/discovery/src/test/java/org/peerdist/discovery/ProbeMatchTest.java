package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.peerdist.discovery.Availability.State.COMPLETE;
import static org.peerdist.discovery.Availability.State.NONE;
import static org.peerdist.discovery.Availability.State.PARTIAL;
import static org.peerdist.discovery.ForeignMessages.ages;
import static org.peerdist.discovery.ForeignMessages.bytes;
import static org.peerdist.discovery.ForeignMessages.counts;
import static org.peerdist.discovery.ForeignMessages.match;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class ProbeMatchTest {
  private static final String V1 = "PeerDist:PeerDistData";
  private static final String V2 = "PeerDist:PeerDistDataV2";
  private static final String ADDRESS = "157.59.141.183:54321";
  private static final String SERVICE = "urn:uuid:87A89944-0230-43a5-AC4E-FAB1386C8E2C";
  private static final SegmentId EXAMPLE = new SegmentId(Bytes.ofHex(ForeignMessages.EXAMPLE_ID));
  private static final ProbeMatch.Sender SENDER = new ProbeMatch.Sender("urn:uuid:2", 77, 5);

  private static PeerEndpoint endpoint() {
    try {
      return PeerEndpoint.parse(ADDRESS);
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static ProbeMatch example(Availability availability) {
    return new ProbeMatch(ForeignMessages.ID, SERVICE, List.of(endpoint()), availability);
  }

  @Test
  void read_exampleOfVersion1_isUnderstood() throws WireFormatException {
    String text = match(V1, ForeignMessages.EXAMPLE_ID, ADDRESS, counts("0000002A"));
    assertThat(ProbeMatch.read(bytes(text)))
        .isEqualTo(example(new Availability.BlockCounts(Map.of(EXAMPLE, 42))));
  }

  /**
   * The bits of [MS-PCCRD] 4.4 say that 39 segments are complete, and not 40 as the text has it.
   */
  @Test
  void read_exampleOfVersion2_isUnderstood() throws WireFormatException {
    String text = match(V2, "/////////////w==", ADDRESS, ages("AAEDAgBg6gACYOoA"));
    List<Availability.State> all = Collections.nCopies(40, COMPLETE);
    Bytes ages = Bytes.ofHex("000103020060ea000260ea00");
    assertThat(ProbeMatch.read(bytes(text)))
        .isEqualTo(example(new Availability.SegmentStates(all, ages)));
  }

  /** The counts of the example in [MS-PCCRD] 2.2.3.9. */
  @Test
  void read_countsOfFourDigits_areUnderstood() throws WireFormatException {
    String scopes = TestIds.of(1) + " " + TestIds.of(2) + "\n" + TestIds.of(3);
    ProbeMatch match = ProbeMatch.read(bytes(match(V1, scopes, ADDRESS, counts("001900040010"))));
    assertThat(match.availability())
        .isEqualTo(
            new Availability.BlockCounts(
                Map.of(TestIds.of(1), 25, TestIds.of(2), 4, TestIds.of(3), 16)));
  }

  @Test
  void read_otherPrefixes_isUnderstood() throws WireFormatException {
    String text =
        match(V2, " 4A ==\t", "[FE80::1%12]:80 10.0.0.9:65535", "")
            .replace("wsd:", "d:")
            .replace("xmlns:wsd=", "xmlns:d=")
            .replace("PeerDist:", "p:")
            .replace("xmlns:PeerDist=", "xmlns:p=")
            .replace("soap:", "s12:")
            .replace("xmlns:soap=", "xmlns:s12=")
            .replace("<d:Scopes>", "<d:Scopes d:MatchBy='x' other='y'>");
    ProbeMatch match = ProbeMatch.read(bytes(text));
    assertThat(match.endpoints())
        .containsExactly(PeerEndpoint.parse("[fe80::1]:80"), PeerEndpoint.parse("10.0.0.9:65535"));
    assertThat(match.availability())
        .isEqualTo(
            new Availability.SegmentStates(List.of(COMPLETE, PARTIAL, NONE, NONE), Bytes.EMPTY));
  }

  /** SPEC [MS-PCCRR] 2.2.6: ages that can't be read do not spoil the message. */
  @ParameterizedTest
  @ValueSource(strings = {"", "*", "A"})
  void read_brokenAges_areDiscarded(String ages) throws WireFormatException {
    ProbeMatch match = ProbeMatch.read(bytes(match(V2, "wA==", ADDRESS, ages(ages))));
    assertThat(match.availability())
        .isEqualTo(
            new Availability.SegmentStates(List.of(COMPLETE, NONE, NONE, NONE), Bytes.EMPTY));
  }

  @Test
  void read_impossibleBits_sayNothing() throws WireFormatException {
    ProbeMatch match = ProbeMatch.read(bytes(match(V2, "Gw==", ADDRESS, "")));
    assertThat(match.availability())
        .isEqualTo(
            new Availability.SegmentStates(List.of(NONE, NONE, PARTIAL, COMPLETE), Bytes.EMPTY));
  }

  @Test
  void write_version1_isExactlyWhatPeersExpect() {
    Bytes datagram =
        example(new Availability.BlockCounts(Map.of(TestIds.of(10), 0xAB))).write(SENDER);
    assertThat(ProbeTest.text(datagram))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                + "<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\""
                + " xmlns:wsa=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
                + " xmlns:wsd=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\""
                + " xmlns:PeerDist="
                + "\"http://schemas.microsoft.com/p2p/2007/09/PeerDistributionDiscovery\">"
                + "<soap:Header><wsa:To>"
                + "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsa:To>"
                + "<wsa:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches"
                + "</wsa:Action><wsa:MessageID>urn:uuid:2</wsa:MessageID>"
                + ("<wsa:RelatesTo>" + ForeignMessages.ID + "</wsa:RelatesTo>")
                + "<wsd:AppSequence InstanceId=\"77\" MessageNumber=\"5\"></wsd:AppSequence>"
                + "</soap:Header><soap:Body><wsd:ProbeMatches><wsd:ProbeMatch>"
                + ("<wsa:EndpointReference><wsa:Address>" + SERVICE + "</wsa:Address>")
                + "</wsa:EndpointReference><wsd:Types>PeerDist:PeerDistData</wsd:Types>"
                + ("<wsd:Scopes>AB00000A" + "0".repeat(56) + "</wsd:Scopes>")
                + ("<wsd:XAddrs>" + ADDRESS + "</wsd:XAddrs>")
                + "<wsd:MetadataVersion>1</wsd:MetadataVersion><PeerDist:PeerDistData>"
                + "<PeerDist:BlockCount>000000AB</PeerDist:BlockCount></PeerDist:PeerDistData>"
                + "</wsd:ProbeMatch></wsd:ProbeMatches></soap:Body></soap:Envelope>");
  }

  @Test
  void write_version2_isExactlyWhatPeersExpect() {
    Bytes ages = Bytes.ofHex("000103020060ea000260ea00");
    Bytes datagram =
        example(new Availability.SegmentStates(List.of(COMPLETE, NONE, PARTIAL), ages))
            .write(SENDER);
    assertThat(ProbeTest.text(datagram))
        .contains("<wsd:Types>PeerDist:PeerDistDataV2</wsd:Types><wsd:Scopes>yA==</wsd:Scopes>")
        .contains(
            "<wsd:MetadataVersion>2</wsd:MetadataVersion><PeerDist:PeerDistData>"
                + "<PeerDist:SegmentAges>AAEDAgBg6gACYOoA</PeerDist:SegmentAges>"
                + "</PeerDist:PeerDistData>");
  }

  @Test
  void write_thenRead_givesTheSame() throws WireFormatException {
    for (int count : new int[] {1, 3, 256}) {
      Map<SegmentId, Integer> blocks =
          IntStream.range(0, count)
              .boxed()
              .collect(java.util.stream.Collectors.toMap(TestIds::of, number -> number * 2));
      ProbeMatch counts = example(new Availability.BlockCounts(blocks));
      assertThat(ProbeMatch.read(counts.write(SENDER).asByteBuffer())).isEqualTo(counts);
    }
    List<Availability.State> states = List.of(NONE, PARTIAL, COMPLETE, NONE);
    ProbeMatch bits = example(new Availability.SegmentStates(states, Bytes.ofHex("0001")));
    assertThat(ProbeMatch.read(bits.write(SENDER).asByteBuffer())).isEqualTo(bits);
  }

  @Test
  void read_everyTruncation_isRejected() {
    List<Availability> both =
        List.of(
            new Availability.BlockCounts(Map.of(EXAMPLE, 1)),
            new Availability.SegmentStates(List.of(COMPLETE), Bytes.EMPTY));
    for (Availability availability : both) {
      ByteBuffer whole = example(availability).write(SENDER).asByteBuffer();
      for (int length = 0; length < whole.limit(); length++) {
        ByteBuffer cut = whole.duplicate().limit(length);
        assertThatThrownBy(() -> ProbeMatch.read(cut)).isInstanceOf(WireFormatException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "0000002", "0000002A0", "0000002A0000002A", "0000002G", "+000002A"})
  void read_wrongBlockCounts_isRejected(String digits) {
    assertRejected(match(V1, ForeignMessages.EXAMPLE_ID, ADDRESS, counts(digits)), "BlockCount");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "A", "not base64!"})
  void read_wrongBits_isRejected(String bits) {
    assertRejected(match(V2, bits, ADDRESS, ""), "Scopes");
  }

  @Test
  void read_tooMuchOfAnything_isRejected() {
    assertRejected(match(V2, "A".repeat(88), ADDRESS, ""), "Scopes");
    assertRejected(
        match(V1, EXAMPLE.toString(), "1.2.3.4:5 ".repeat(17), counts("00000001")), "XAddrs");
    String text = match(V2, "wA==", ADDRESS, "");
    assertRejected(text.replace(SERVICE, "x".repeat(257)), "Address");
    assertRejected(text.replace(ForeignMessages.ID, "x".repeat(257)), "MessageID");
  }

  @Test
  void read_probe_isRejected() {
    assertRejected(ForeignMessages.probe(V1, ForeignMessages.EXAMPLE_ID), "Types");
  }

  @ParameterizedTest
  @CsvSource({"0,", "1,1", "512,512", "513,512", "2147483647,512"})
  void of_blockCounts_givesWhatIsThere(int told, Integer understood) {
    Probe probe = new Probe("x", ContentVersion.V1, List.of(TestIds.of(7), EXAMPLE));
    List<FoundSegment> found =
        new Availability.BlockCounts(Map.of(EXAMPLE, told, TestIds.of(8), 3)).of(probe);
    if (understood == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found)
          .containsExactly(new FoundSegment(EXAMPLE, OptionalInt.of(understood), false));
    }
  }

  @Test
  void read_hugeBlockCount_doesNotOverflow() throws WireFormatException {
    ProbeMatch match =
        ProbeMatch.read(bytes(match(V1, ForeignMessages.EXAMPLE_ID, ADDRESS, counts("FFFFFFFF"))));
    assertThat(match.availability())
        .isEqualTo(new Availability.BlockCounts(Map.of(EXAMPLE, Integer.MAX_VALUE)));
  }

  @Test
  void of_answerInOtherForm_saysNothing() {
    Probe first = new Probe("x", ContentVersion.V1, List.of(EXAMPLE));
    Probe second = new Probe("x", ContentVersion.V2, List.of(EXAMPLE));
    assertThat(new Availability.SegmentStates(List.of(COMPLETE), Bytes.EMPTY).of(first)).isEmpty();
    assertThat(new Availability.BlockCounts(Map.of(EXAMPLE, 1)).of(second)).isEmpty();
  }

  private static void assertRejected(String text, String field) {
    assertThatThrownBy(() -> ProbeMatch.read(bytes(text)))
        .isInstanceOfSatisfying(
            WireFormatException.class, e -> assertThat(e.field()).matches(field));
  }
}
