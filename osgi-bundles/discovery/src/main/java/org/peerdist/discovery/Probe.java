package org.peerdist.discovery;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The question who has segments ([MS-PCCRD] 2.2.2.1): a WS-Discovery Probe in a SOAP 1.2 envelope,
 * one datagram. Its {@code Types} is {@code PeerDist:PeerDistData} and its {@code Scopes} the ids
 * in hexadecimal (form 1), or {@code PeerDist:PeerDistDataV2} and, in base64, the size of an id
 * (2), their number (1) and the ids, in network byte order (form 2).
 *
 * <p>INTEROP: the form does not tell the version of the content: some clients ask for version 2
 * segments in form 1.
 *
 * @param messageId names the probe in its answers: a URI, at most 256 characters
 * @param form the form of the list of segments
 * @param segments at least one, at most 255 in form 2 and there all of one length
 */
public record Probe(String messageId, ContentVersion form, List<SegmentId> segments) {
  /** SPEC [MS-PCCRD] 2.2.3.3: the number of ids of form 2 is one byte. */
  static final int MAX_SEGMENTS_V2 = 255;

  private static final String RULE_V1 = SoapEnvelope.DISCOVERY + "/strcmp0";
  private static final String RULE_V2 =
      "http://schemas.microsoft.com/p2p/2010/05/PeerDistV2MatchingRule";

  public Probe {
    segments = List.copyOf(segments);
    int most = form == ContentVersion.V1 ? MessageText.MAX_SEGMENTS : MAX_SEGMENTS_V2;
    if (segments.isEmpty() || segments.size() > most) {
      throw new IllegalArgumentException("probe for " + segments.size() + " segments");
    }
    if (form == ContentVersion.V2
        && segments.stream().mapToInt(Probe::size).distinct().count() > 1) {
      throw new IllegalArgumentException("probe for segment ids of several lengths");
    }
    if (messageId.isBlank() || messageId.length() > MessageText.MAX_URI) {
      throw new IllegalArgumentException("message id of " + messageId.length() + " characters");
    }
  }

  private static int size(SegmentId id) {
    return id.value().length();
  }

  /**
   * Reads a datagram. Any prefixes and any case of hexadecimal digits are understood.
   *
   * @param datagram all of it; its position stays where it is
   * @return the probe
   * @throws WireFormatException if it is anything but a probe for segments
   */
  public static Probe read(ByteBuffer datagram) throws WireFormatException {
    SoapEnvelope envelope = SoapEnvelope.read(datagram);
    ContentVersion form = MessageText.form(envelope.get(SoapEnvelope.PROBE + SoapEnvelope.TYPES));
    String messageId = MessageText.messageId(envelope, SoapEnvelope.MESSAGE_ID);
    String scopes = envelope.get(SoapEnvelope.PROBE + SoapEnvelope.SCOPES);
    return new Probe(messageId, form, form == ContentVersion.V1 ? readV1(scopes) : readV2(scopes));
  }

  static List<SegmentId> readV1(String scopes) throws WireFormatException {
    List<String> words = SoapEnvelope.words(scopes);
    if (words.isEmpty() || words.size() > MessageText.MAX_SEGMENTS) {
      throw new WireFormatException("Scopes", 0, words.size() + " segments");
    }
    List<SegmentId> ids = new ArrayList<>(words.size());
    for (String word : words) {
      ids.add(MessageText.segmentId(MessageText.parseHex("Scopes", word)));
    }
    return ids;
  }

  private static List<SegmentId> readV2(String scopes) throws WireFormatException {
    Bytes bytes = MessageText.parseBase64("Scopes", scopes);
    WireReader reader = WireReader.of(bytes.asByteBuffer(), ByteOrder.BIG_ENDIAN);
    int size = reader.u16("SegmentHashSize");
    int count = reader.u8("Segment Hash Count");
    if (count == 0) {
      throw new WireFormatException("Segment Hash Count", 2, "0");
    }
    reader.need("HoHoDk", (long) size * count);
    List<SegmentId> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(MessageText.segmentId(reader.bytes("HoHoDk", size)));
    }
    reader.finish();
    return ids;
  }

  /**
   * Writes the datagram.
   *
   * @return all of it
   */
  public Bytes write() {
    String header =
        MessageText.element("wsa:To", "urn:schemas-xmlsoap-org:ws:2005:04:discovery")
            + MessageText.element("wsa:Action", SoapEnvelope.DISCOVERY + "/Probe")
            + MessageText.element("wsa:MessageID", MessageText.escape(messageId));
    String types = MessageText.element("wsd:Types", "PeerDist:" + MessageText.localType(form));
    String rule = form == ContentVersion.V1 ? RULE_V1 : RULE_V2;
    String scopes = form == ContentVersion.V1 ? scopesV1(segments) : scopesV2();
    String list = "<wsd:Scopes MatchBy=\"" + rule + "\">" + scopes + "</wsd:Scopes>";
    return MessageText.envelope(header, MessageText.element("wsd:Probe", types + list));
  }

  /** INTEROP: upper case, and compared so by those who compare strings. */
  static String scopesV1(Iterable<SegmentId> ids) {
    List<String> words = new ArrayList<>();
    ids.forEach(id -> words.add(MessageText.upperCaseHex(id.value())));
    return words.stream().collect(Collectors.joining(" "));
  }

  private String scopesV2() {
    int size = size(segments.get(0));
    WireWriter writer = WireWriter.of(ByteOrder.BIG_ENDIAN, 3 + size * segments.size());
    writer.u16(size).u8(segments.size());
    segments.forEach(id -> writer.bytes(id.value()));
    return MessageText.base64(writer.toBytes());
  }
}
