package org.peerdist.discovery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** The parts that probes and their answers have in common. */
final class MessageText {
  /** POLICY: the longest URI, as devices limit their fields (DPWS); a usual one has 45. */
  static final int MAX_URI = 256;

  /** POLICY: more than fit into a datagram in either form. */
  static final int MAX_SEGMENTS = 1024;

  private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();

  private MessageText() {}

  static String localType(ContentVersion form) {
    return switch (form) {
      case V1 -> "PeerDistData";
      case V2 -> "PeerDistDataV2";
    };
  }

  /**
   * The whole message. INTEROP: a known client looks for these prefixes, literally, so that they
   * never change.
   */
  static Bytes envelope(String header, String body) {
    String text =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\""
            + SoapEnvelope.SOAP
            + "\" xmlns:wsa=\""
            + SoapEnvelope.ADDRESSING
            + "\" xmlns:wsd=\""
            + SoapEnvelope.DISCOVERY
            + "\" xmlns:PeerDist=\""
            + SoapEnvelope.PEERDIST
            + "\"><soap:Header>"
            + header
            + "</soap:Header><soap:Body>"
            + body
            + "</soap:Body></soap:Envelope>";
    return Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }

  static String element(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  /**
   * Writes text so that a parser gives it back: it would take a bare carriage return for a line.
   */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\r", "&#13;");
  }

  static String upperCaseHex(Bytes bytes) {
    return UPPER_CASE.formatHex(bytes.toByteArray());
  }

  static String hex(int value) {
    return String.format(Locale.ROOT, "%08X", value);
  }

  static Bytes parseHex(String field, String text) throws WireFormatException {
    try {
      return Bytes.ofHex(text);
    } catch (IllegalArgumentException e) {
      throw new WireFormatException(field, 0, "not hexadecimal");
    }
  }

  static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Spaces and line ends within are allowed, as XML's base64Binary has them. */
  static Bytes parseBase64(String field, String text) throws WireFormatException {
    try {
      return Bytes.copyOf(Base64.getDecoder().decode(String.join("", SoapEnvelope.words(text))));
    } catch (IllegalArgumentException e) {
      throw new WireFormatException(field, 0, "not base64");
    }
  }

  static SegmentId segmentId(Bytes value) throws WireFormatException {
    return switch (value.length()) {
      case 32, 48, 64 -> new SegmentId(value);
      default ->
          throw new WireFormatException("HoHoDk", 0, value.length() + " bytes: not 32, 48 or 64");
    };
  }

  static String messageId(SoapEnvelope envelope, String element) throws WireFormatException {
    String id = envelope.get(element);
    requireShort("MessageID", id);
    return id;
  }

  static void requireShort(String field, String uri) throws WireFormatException {
    if (uri.length() > MAX_URI) {
      throw new WireFormatException(field, 0, "longer than " + MAX_URI + " characters");
    }
  }

  /** The form of a message, from its types. */
  static ContentVersion form(String types) throws WireFormatException {
    for (String type : SoapEnvelope.words(types)) {
      for (ContentVersion form : ContentVersion.values()) {
        if (type.equals(SoapEnvelope.typeName(SoapEnvelope.PEERDIST, localType(form)))) {
          return form;
        }
      }
    }
    throw new WireFormatException("Types", 0, "not of peer distribution");
  }
}
