package org.peerdist.discovery;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/**
 * The answer to a {@link Probe} ([MS-PCCRD] 2.2.2.2): WS-Discovery ProbeMatches with one ProbeMatch
 * in a SOAP 1.2 envelope, one datagram. Form 1 lists the segments in {@code Scopes}, in
 * hexadecimal, and in {@code PeerDistData/BlockCount} one number of blocks for each, 8 hexadecimal
 * digits. Form 2 has in {@code Scopes}, in base64, two bits for each segment of the probe (1x: has
 * some, 11: has all), and in {@code PeerDistData/SegmentAges} their ages.
 *
 * @param relatesTo the message id of the probe, at most 256 characters
 * @param service names the service that answers, the same at all addresses of a machine: a URI, new
 *     at each start; at most 256 characters, none if it was not told
 * @param endpoints where the peer's retrieval server is, at least one
 * @param availability what the peer has
 */
public record ProbeMatch(
    String relatesTo, String service, List<PeerEndpoint> endpoints, Availability availability) {
  /** POLICY: a machine has few addresses. */
  private static final int MAX_ENDPOINTS = 16;

  private static final String ANONYMOUS = SoapEnvelope.ADDRESSING + "/role/anonymous";

  /**
   * Who sends answers ([MS-PCCRD] 2.2.3.6, 2.2.3.7).
   *
   * @param messageId a URI for this message alone
   * @param instanceId the time of the start, in seconds since 1970
   * @param messageNumber 1 for the first message since the start, then one more for each
   */
  public record Sender(String messageId, long instanceId, long messageNumber) {}

  public ProbeMatch {
    endpoints = List.copyOf(endpoints);
    if (endpoints.isEmpty() || endpoints.size() > MAX_ENDPOINTS) {
      throw new IllegalArgumentException(endpoints.size() + " endpoints");
    }
  }

  /**
   * Reads a datagram. Any prefixes and any case of hexadecimal digits are understood.
   *
   * @param datagram all of it; its position stays where it is
   * @return the answer
   * @throws WireFormatException if it is anything but an answer to a probe for segments
   */
  public static ProbeMatch read(ByteBuffer datagram) throws WireFormatException {
    SoapEnvelope envelope = SoapEnvelope.read(datagram);
    ContentVersion form = MessageText.form(envelope.get(SoapEnvelope.MATCH + SoapEnvelope.TYPES));
    String relatesTo = MessageText.messageId(envelope, SoapEnvelope.RELATES_TO);
    String service = envelope.find(SoapEnvelope.MATCH + SoapEnvelope.SERVICE).orElse("");
    MessageText.requireShort("Address", service);
    List<PeerEndpoint> endpoints =
        readEndpoints(envelope.get(SoapEnvelope.MATCH + SoapEnvelope.XADDRS));
    return new ProbeMatch(
        relatesTo,
        service,
        endpoints,
        form == ContentVersion.V1 ? readV1(envelope) : readV2(envelope));
  }

  private static List<PeerEndpoint> readEndpoints(String text) throws WireFormatException {
    List<String> words = SoapEnvelope.words(text);
    if (words.size() > MAX_ENDPOINTS) {
      throw new WireFormatException("XAddrs", 0, words.size() + " addresses");
    }
    List<PeerEndpoint> endpoints = new ArrayList<>();
    for (String word : words) {
      endpoints.add(PeerEndpoint.parse(word));
    }
    return endpoints;
  }

  /**
   * INTEROP: an example in [MS-PCCRD] 2.2.3.9 has counts of 4 digits, all messages that were seen
   * have 8.
   */
  private static Availability readV1(SoapEnvelope envelope) throws WireFormatException {
    List<SegmentId> ids = Probe.readV1(envelope.get(SoapEnvelope.MATCH + SoapEnvelope.SCOPES));
    String counts =
        String.join(
            "", SoapEnvelope.words(envelope.get(SoapEnvelope.MATCH + SoapEnvelope.BLOCK_COUNT)));
    int digits = counts.length() / ids.size();
    if (digits * ids.size() != counts.length() || (digits != 8 && digits != 4)) {
      throw new WireFormatException(
          "BlockCount", 0, counts.length() + " digits for " + ids.size() + " segments");
    }
    Map<SegmentId, Integer> blocks = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      String count = counts.substring(i * digits, (i + 1) * digits);
      blocks.merge(ids.get(i), readCount(count), Math::max);
    }
    return new Availability.BlockCounts(blocks);
  }

  private static int readCount(String digits) throws WireFormatException {
    long value = 0;
    for (byte part : MessageText.parseHex("BlockCount", digits).toByteArray()) {
      value = value << 8 | (part & 0xFF);
    }
    return (int) Math.min(Integer.MAX_VALUE, value);
  }

  private static Availability readV2(SoapEnvelope envelope) throws WireFormatException {
    String scopes = envelope.get(SoapEnvelope.MATCH + SoapEnvelope.SCOPES);
    Bytes bits = MessageText.parseBase64("Scopes", scopes);
    if (bits.length() * 4 > Probe.MAX_SEGMENTS_V2 + 3) {
      throw new WireFormatException("Scopes", 0, bits.length() + " bytes for 255 segments");
    }
    List<Availability.State> states = new ArrayList<>();
    for (byte four : bits.toByteArray()) {
      for (int shift = 6; shift >= 0; shift -= 2) {
        states.add(state(four >> shift & 3));
      }
    }
    return new Availability.SegmentStates(states, readAges(envelope));
  }

  /** SPEC [MS-PCCRD] 2.2.3.3: the upper bit says "has it", the lower one "has all blocks". */
  private static Availability.State state(int bits) {
    return switch (bits) {
      case 2 -> Availability.State.PARTIAL;
      case 3 -> Availability.State.COMPLETE;
      default -> Availability.State.NONE;
    };
  }

  /** SPEC [MS-PCCRR] 2.2.6: ages that can't be read are discarded, and the message stays valid. */
  private static Bytes readAges(SoapEnvelope envelope) {
    String ages = envelope.find(SoapEnvelope.MATCH + SoapEnvelope.SEGMENT_AGES).orElse("");
    try {
      return MessageText.parseBase64("SegmentAges", ages);
    } catch (WireFormatException e) {
      return Bytes.EMPTY;
    }
  }

  /**
   * Writes the datagram.
   *
   * @param sender who sends it
   * @return all of it
   */
  public Bytes write(Sender sender) {
    String header =
        MessageText.element("wsa:To", ANONYMOUS)
            + MessageText.element("wsa:Action", SoapEnvelope.DISCOVERY + "/ProbeMatches")
            + MessageText.element("wsa:MessageID", MessageText.escape(sender.messageId()))
            + MessageText.element("wsa:RelatesTo", MessageText.escape(relatesTo))
            + ("<wsd:AppSequence InstanceId=\"" + sender.instanceId())
            + ("\" MessageNumber=\"" + sender.messageNumber() + "\"></wsd:AppSequence>");
    String match =
        MessageText.element(
                "wsa:EndpointReference",
                MessageText.element("wsa:Address", MessageText.escape(service)))
            + MessageText.element(
                "wsd:Types", "PeerDist:" + MessageText.localType(availability.form()))
            + MessageText.element("wsd:Scopes", scopes())
            + MessageText.element("wsd:XAddrs", addresses())
            + MessageText.element(
                "wsd:MetadataVersion", Integer.toString(availability.form().number()))
            + MessageText.element("PeerDist:PeerDistData", data());
    String matches = MessageText.element("wsd:ProbeMatch", match);
    return MessageText.envelope(header, MessageText.element("wsd:ProbeMatches", matches));
  }

  private String addresses() {
    return endpoints.stream().map(PeerEndpoint::toWire).collect(Collectors.joining(" "));
  }

  private String scopes() {
    if (availability instanceof Availability.SegmentStates answer) {
      return MessageText.base64(bits(answer.states()));
    }
    return Probe.scopesV1(((Availability.BlockCounts) availability).blocks().keySet());
  }

  private String data() {
    if (availability instanceof Availability.SegmentStates answer) {
      return MessageText.element("PeerDist:SegmentAges", MessageText.base64(answer.ages()));
    }
    StringBuilder counts = new StringBuilder();
    ((Availability.BlockCounts) availability)
        .blocks()
        .values()
        .forEach(count -> counts.append(MessageText.hex(count)));
    return MessageText.element("PeerDist:BlockCount", counts.toString());
  }

  private static Bytes bits(List<Availability.State> states) {
    byte[] bytes = new byte[(states.size() + 3) / 4];
    for (int i = 0; i < states.size(); i++) {
      int bits =
          switch (states.get(i)) {
            case NONE -> 0;
            case PARTIAL -> 2;
            case COMPLETE -> 3;
          };
      bytes[i / 4] |= (byte) (bits << (6 - 2 * (i % 4)));
    }
    return Bytes.copyOf(bytes);
  }
}
