package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.peerdist.discovery.ForeignMessages.bytes;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class ProbeTest {
  private static final String V1 = "PeerDist:PeerDistData";
  private static final String V2 = "PeerDist:PeerDistDataV2";
  private static final SegmentId EXAMPLE = new SegmentId(Bytes.ofHex(ForeignMessages.EXAMPLE_ID));

  /** SPEC [MS-PCCRD] 2.2.3.3: hexadecimal. */
  @Test
  void read_exampleOfVersion1_isUnderstood() throws WireFormatException {
    Probe probe = Probe.read(bytes(ForeignMessages.probe(V1, ForeignMessages.EXAMPLE_ID)));
    assertThat(probe).isEqualTo(new Probe(ForeignMessages.ID, ContentVersion.V1, List.of(EXAMPLE)));
  }

  /** The scopes of [MS-PCCRD] 4.2, and the ids that the text says are in it. */
  @Test
  void read_exampleOfVersion2_isUnderstood() throws WireFormatException {
    String scopes =
        "ACACI74aAQAAAAAwHRoBAAAAAEEAQQBEAHkAZwBNAE0AMQAj"
            + "vhoBAAAAADAdGgEAAAAAQQBBAEQAeQBnAE0ATQAxAA==";
    Probe probe = Probe.read(bytes(ForeignMessages.probe(V2, scopes)));
    SegmentId id =
        new SegmentId(
            Bytes.ofHex("23BE1A0100000000301D1A0100000000410041004400790067004D004D003100"));
    assertThat(probe).isEqualTo(new Probe(ForeignMessages.ID, ContentVersion.V2, List.of(id, id)));
  }

  @Test
  void read_otherPrefixesAndSpaces_isUnderstood() throws WireFormatException {
    String text =
        "<!-- from elsewhere --><Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'><Header>"
            + "<a:MessageID xmlns:a='http://schemas.xmlsoap.org/ws/2004/08/addressing' must='1'>"
            + "x&amp;<![CDATA[<1>]]></a:MessageID></Header><Body>"
            + "<Probe xmlns='http://schemas.xmlsoap.org/ws/2005/04/discovery'><Types odd='1' "
            + "xmlns:q='http://schemas.microsoft.com/p2p/2007/09/PeerDistributionDiscovery'>"
            + "other:Thing\tq:PeerDistData</Types><Unknown><Scopes>00</Scopes></Unknown><Scopes>\r\n"
            + ("\t"
                + TestIds.of(1)
                + " \n "
                + TestIds.of(2, 48).toString().toUpperCase(Locale.ROOT))
            + "</Scopes></Probe></Body></Envelope>";
    assertThat(Probe.read(bytes(text)))
        .isEqualTo(
            new Probe("x&<1>", ContentVersion.V1, List.of(TestIds.of(1), TestIds.of(2, 48))));
  }

  @Test
  void read_utf16_isUnderstood() throws WireFormatException {
    String text = ForeignMessages.probe(V1, ForeignMessages.EXAMPLE_ID).replace("utf-8", "utf-16");
    ByteBuffer datagram = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_16));
    assertThat(Probe.read(datagram).segments()).containsExactly(EXAMPLE);
  }

  @Test
  void write_version1_isExactlyWhatPeersExpect() {
    Probe probe = new Probe("urn:uuid:1", ContentVersion.V1, List.of(TestIds.of(1), TestIds.of(2)));
    String zeros = "0".repeat(56);
    assertThat(text(probe.write()))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                + "<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\""
                + " xmlns:wsa=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
                + " xmlns:wsd=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\""
                + " xmlns:PeerDist="
                + "\"http://schemas.microsoft.com/p2p/2007/09/PeerDistributionDiscovery\">"
                + "<soap:Header><wsa:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</wsa:To>"
                + "<wsa:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</wsa:Action>"
                + "<wsa:MessageID>urn:uuid:1</wsa:MessageID></soap:Header><soap:Body><wsd:Probe>"
                + "<wsd:Types>PeerDist:PeerDistData</wsd:Types><wsd:Scopes MatchBy="
                + "\"http://schemas.xmlsoap.org/ws/2005/04/discovery/strcmp0\">"
                + ("AB000001" + zeros + " AB000002" + zeros)
                + "</wsd:Scopes></wsd:Probe></soap:Body></soap:Envelope>");
  }

  @Test
  void write_version2_isExactlyWhatPeersExpect() {
    Probe probe = new Probe("urn:uuid:1", ContentVersion.V2, List.of(EXAMPLE));
    assertThat(text(probe.write()))
        .contains(
            "<wsd:Probe><wsd:Types>PeerDist:PeerDistDataV2</wsd:Types><wsd:Scopes MatchBy="
                + "\"http://schemas.microsoft.com/p2p/2010/05/PeerDistV2MatchingRule\">"
                + "ACABAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</wsd:Scopes></wsd:Probe>");
  }

  @ParameterizedTest
  @EnumSource(ContentVersion.class)
  void write_thenRead_givesTheSame(ContentVersion form) throws WireFormatException {
    for (int length : new int[] {32, 48, 64}) {
      for (int count : new int[] {1, 2, 255}) {
        List<SegmentId> ids =
            IntStream.range(0, count).mapToObj(number -> TestIds.of(number, length)).toList();
        Probe probe = new Probe("a<b>&\"c'\r\n]]>\uD83D\uDE00", form, ids);
        assertThat(Probe.read(probe.write().asByteBuffer())).isEqualTo(probe);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ContentVersion.class)
  void read_everyTruncation_isRejected(ContentVersion form) {
    ByteBuffer whole = new Probe("urn:uuid:1", form, List.of(EXAMPLE)).write().asByteBuffer();
    for (int length = 0; length < whole.limit(); length++) {
      ByteBuffer cut = whole.duplicate().limit(length);
      assertThatThrownBy(() -> Probe.read(cut)).isInstanceOf(WireFormatException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "0",
        "00",
        "zz",
        "ä",
        "AB000001 zz",
        "0000000000000000000000000000000000000000000000000000000000000",
        "00000000000000000000000000000000000000000000000000000000000000",
        "000000000000000000000000000000000000000000000000000000000000000000"
      })
  void read_wrongScopesOfVersion1_isRejected(String scopes) {
    assertRejected(ForeignMessages.probe(V1, scopes), "Scopes|HoHoDk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "AC*B",
        "AAAA",
        "ACAA",
        "ACAB",
        "ACD/",
        "//8B",
        "AB8B",
        "ACABAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "ACABAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "AB8BAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="
      })
  void read_wrongScopesOfVersion2_isRejected(String scopes) {
    assertRejected(
        ForeignMessages.probe(V2, scopes), "Scopes|HoHoDk|SegmentHashSize|Segment Hash Count|end");
  }

  @Test
  void read_moreSegmentsThanAllowed_isRejected() {
    String text = ForeignMessages.probe(V1, "00 ".repeat(MessageText.MAX_SEGMENTS + 1));
    assertRejected(text, "Scopes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PeerDistData",
        "wsd:PeerDistData",
        "PeerDist:PeerDistDataV3",
        "nobody:PeerDistData",
        ":",
        ""
      })
  void read_otherTypes_isRejected(String types) {
    assertRejected(ForeignMessages.probe(types, ForeignMessages.EXAMPLE_ID), "Types");
  }

  @Test
  void read_messageIdMissingOrLong_isRejected() {
    String text = ForeignMessages.probe(V1, ForeignMessages.EXAMPLE_ID);
    assertRejected(text.replace(ForeignMessages.ID, ""), "MessageID");
    assertRejected(text.replace(ForeignMessages.ID, "x".repeat(257)), "MessageID");
    assertRejected(text.replace("wsa:MessageID", "wsa:Other"), "MessageID");
  }

  @Test
  void read_bodyElsewhere_isRejected() {
    String text = ForeignMessages.probe(V1, ForeignMessages.EXAMPLE_ID);
    assertRejected(text.replace("soap:Body", "soap:Tail"), "Types");
    assertRejected(text.replace("2003/05/soap-envelope", "2001/12/soap-envelope"), "Types");
  }

  @Test
  void read_documentTypesAndEntities_areRejected() {
    String text = ForeignMessages.probe(V1, "&x;");
    String head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
    StringBuilder laughs = new StringBuilder("<!ENTITY x0 'lol'>");
    for (int i = 1; i < 30; i++) {
      laughs.append("<!ENTITY x%d '%s'>".formatted(i, ("&x" + (i - 1) + ";").repeat(10)));
    }
    List<String> types =
        List.of(
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
            "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'>",
            "<!DOCTYPE a [" + laughs + "<!ENTITY x '&x29;'>]>",
            "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/hostname'> %p;]>",
            "<?go away?>",
            "");
    for (String type : types) {
      assertRejected(text.replace(head, head + type), "envelope");
    }
  }

  @Test
  void read_deepOrLongOrNoXml_isRejected() {
    assertRejected("<a>".repeat(20_000), "envelope");
    assertRejected("<a>" + " ".repeat(65_507) + "</a>", "datagram");
    assertRejected("<?xml version='9.9'?><a/>", "envelope");
    assertRejected("<a b='1' b='2'/>", "envelope");
    assertRejected("<x:a/>", "envelope");
    assertRejected("\u0000\u0001", "envelope");
    assertRejected("<a/>", "Types");
  }

  @Test
  void read_manyAttributesOrNamespaces_isRejected() {
    StringBuilder attributes = new StringBuilder("<a");
    StringBuilder namespaces = new StringBuilder("<a");
    for (int i = 0; i < 100; i++) {
      attributes.append(" a").append(i).append("='1'");
      namespaces.append(" xmlns:a").append(i).append("='1'");
    }
    assertRejected(attributes + "/>", "envelope");
    assertRejected(namespaces + "/>", "envelope");
  }

  /** The parser of the JDK has its own ways to complain. */
  @Test
  void read_wrongCharacters_isRejectedInSilence() {
    PrintStream usual = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      byte[] good =
          ForeignMessages.probe(V1, ForeignMessages.EXAMPLE_ID).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < good.length; i++) {
        byte[] bad = good.clone();
        bad[i] = (byte) 0xC0;
        assertThatThrownBy(() -> Probe.read(ByteBuffer.wrap(bad)))
            .isInstanceOf(WireFormatException.class);
      }
      assertThatThrownBy(() -> Probe.read(ByteBuffer.wrap(new byte[] {-1, -2, 1})))
          .isInstanceOf(WireFormatException.class);
    } finally {
      System.setErr(usual);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void read_byteOrderMark_isPassedOver() throws WireFormatException {
    String text = "\uFEFF" + ForeignMessages.probe(V1, ForeignMessages.EXAMPLE_ID);
    assertThat(Probe.read(bytes(text)).segments()).containsExactly(EXAMPLE);
    ByteBuffer little = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_16LE));
    assertThat(Probe.read(little).segments()).containsExactly(EXAMPLE);
  }

  /** SPEC [MS-PCCRD] 2.2.3.3: at most 255 ids of one length in form 2. */
  @Test
  void create_impossibleProbe_isRefused() {
    List<SegmentId> many = IntStream.range(0, 256).mapToObj(TestIds::of).toList();
    List<SegmentId> mixed = List.of(TestIds.of(1, 32), TestIds.of(1, 48));
    assertThatThrownBy(() -> new Probe("x", ContentVersion.V2, many)).hasMessageContaining("256");
    assertThatThrownBy(() -> new Probe("x", ContentVersion.V2, mixed))
        .hasMessageContaining("several lengths");
    assertThatThrownBy(() -> new Probe("x", ContentVersion.V1, List.of()))
        .hasMessage("probe for 0 segments");
    assertThatThrownBy(() -> new Probe(" ", ContentVersion.V1, mixed))
        .hasMessageContaining("message id");
  }

  private static void assertRejected(String text, String field) {
    assertThatThrownBy(() -> Probe.read(bytes(text)))
        .isInstanceOfSatisfying(
            WireFormatException.class, e -> assertThat(e.field()).matches(field));
  }

  static String text(Bytes datagram) {
    return new String(datagram.toByteArray(), StandardCharsets.UTF_8);
  }
}
