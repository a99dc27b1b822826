package org.peerdist.discovery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Messages as other implementations write them, by hand. */
final class ForeignMessages {
  static final String ID = "urn:uuid:91528b47-b96d-4e30-981f-308c0586926f";

  /** The id of the examples of [MS-PCCRD] 2.2.2.2 and 4.3, 2 in the first byte. */
  static final String EXAMPLE_ID = "02" + "0".repeat(62);

  private static final String NAMESPACES =
      "xmlns:soap='http://www.w3.org/2003/05/soap-envelope'"
          + " xmlns:wsa='http://schemas.xmlsoap.org/ws/2004/08/addressing'"
          + " xmlns:wsd='http://schemas.xmlsoap.org/ws/2005/04/discovery'"
          + " xmlns:PeerDist="
          + "'http://schemas.microsoft.com/p2p/2007/09/PeerDistributionDiscovery'";

  private ForeignMessages() {}

  /** The examples of [MS-PCCRD] 4.1 and 4.2, with the line breaks of the text. */
  static String probe(String type, String scopes) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<soap:Envelope "
        + NAMESPACES
        + ">\n<soap:Header>\n<wsa:To>\nurn:schemas-xmlsoap-org:ws:2005:04:discovery\n</wsa:To>\n"
        + "<wsa:Action>\nhttp://schemas.xmlsoap.org/ws/2005/04/discovery/Probe\n</wsa:Action>\n"
        + ("<wsa:MessageID>\n" + ID + "\n</wsa:MessageID>\n</soap:Header>\n<soap:Body>\n")
        + ("<wsd:Probe>\n<wsd:Types>\n" + type + "\n</wsd:Types>\n<wsd:Scopes\nMatchBy=\n")
        + "\"http://schemas.xmlsoap.org/ws/2005/04/discovery/strcmp0\">\n"
        + (scopes + " </wsd:Scopes>\n</wsd:Probe>\n</soap:Body>\n</soap:Envelope>\n");
  }

  /** The examples of [MS-PCCRD] 4.3 and 4.4, with the line breaks of the text. */
  static String match(String type, String scopes, String addresses, String data) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<soap:Envelope "
        + NAMESPACES
        + ">\n<soap:Header>\n<wsa:To>\n"
        + "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous\n</wsa:To>\n"
        + "<wsa:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</wsa:Action>\n"
        + "<wsa:MessageID>urn:uuid:7f4b09a3-96c9-4170-9eb3-1c805a52f444</wsa:MessageID>\n"
        + ("<wsa:RelatesTo>\n" + ID + "\n</wsa:RelatesTo>\n")
        + "<wsd:AppSequence InstanceId=\"1218765447\" MessageNumber=\"4\"/>\n</soap:Header>\n"
        + "<soap:Body>\n<wsd:ProbeMatches>\n<wsd:ProbeMatch>\n<wsa:EndpointReference>\n"
        + "<wsa:Address>\nurn:uuid:87A89944-0230-43a5-AC4E-FAB1386C8E2C\n</wsa:Address>\n"
        + "</wsa:EndpointReference>\n"
        + ("<wsd:Types>\n" + type + "\n</wsd:Types>\n<wsd:Scopes>\n" + scopes + "\n</wsd:Scopes>\n")
        + ("<wsd:XAddrs>\n" + addresses + "\n</wsd:XAddrs>\n")
        + "<wsd:MetadataVersion>\n1\n</wsd:MetadataVersion>\n"
        + ("<PeerDist:PeerDistData>\n" + data + "\n</PeerDist:PeerDistData>\n</wsd:ProbeMatch>\n")
        + "</wsd:ProbeMatches>\n</soap:Body>\n</soap:Envelope>\n";
  }

  static String counts(String digits) {
    return "<PeerDist:BlockCount>\n" + digits + "\n</PeerDist:BlockCount>";
  }

  static String ages(String base64) {
    return "<PeerDist:SegmentAges>\n" + base64 + "\n</PeerDist:SegmentAges>";
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
