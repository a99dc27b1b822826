package org.peerdist.discovery;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.peerdist.wire.WireFormatException;

/**
 * The texts of a SOAP 1.2 envelope that [MS-PCCRD] 2.2 gives a meaning, whatever the prefixes of
 * its namespaces are. Everything else in the envelope is passed over. Of elements that occur more
 * than once, the first counts.
 */
final class SoapEnvelope {
  static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
  static final String ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
  static final String DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
  static final String PEERDIST =
      "http://schemas.microsoft.com/p2p/2007/09/PeerDistributionDiscovery";

  /** POLICY: no more than a datagram of UDP over IPv4 can have; SOAP over UDP says 64 KiB. */
  static final int MAX_DATAGRAM = 65_507;

  /** POLICY: the deepest element that is used is the seventh. */
  private static final int MAX_DEPTH = 16;

  /**
   * POLICY: the most attributes of an element, and declarations of namespaces in all, because the
   * parser's time grows with their square. A usual envelope has five.
   */
  private static final int MAX_ATTRIBUTES = 64;

  private static final String ATTRIBUTE_LIMIT =
      "http://www.oracle.com/xml/jaxp/properties/elementAttributeLimit";

  private static final String XMLNS = XMLConstants.XMLNS_ATTRIBUTE;

  private static final Map<String, String> PREFIXES =
      Map.of(SOAP, "soap:", ADDRESSING, "wsa:", DISCOVERY, "wsd:", PEERDIST, "PeerDist:");

  static final String MESSAGE_ID = "/soap:Envelope/soap:Header/wsa:MessageID";
  static final String RELATES_TO = "/soap:Envelope/soap:Header/wsa:RelatesTo";
  static final String PROBE = "/soap:Envelope/soap:Body/wsd:Probe";
  static final String MATCH = "/soap:Envelope/soap:Body/wsd:ProbeMatches/wsd:ProbeMatch";
  static final String SERVICE = "/wsa:EndpointReference/wsa:Address";
  static final String TYPES = "/wsd:Types";
  static final String SCOPES = "/wsd:Scopes";
  static final String XADDRS = "/wsd:XAddrs";
  static final String BLOCK_COUNT = "/PeerDist:PeerDistData/PeerDist:BlockCount";
  static final String SEGMENT_AGES = "/PeerDist:PeerDistData/PeerDist:SegmentAges";

  private static final Set<String> WANTED =
      Set.of(
          MESSAGE_ID,
          RELATES_TO,
          PROBE + TYPES,
          PROBE + SCOPES,
          MATCH + SERVICE,
          MATCH + TYPES,
          MATCH + SCOPES,
          MATCH + XADDRS,
          MATCH + BLOCK_COUNT,
          MATCH + SEGMENT_AGES);

  private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]+");

  private final Map<String, String> texts = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();

  private SoapEnvelope() {
    path.push("");
  }

  /**
   * Reads an envelope. POLICY: document types, entities of its own and processing instructions,
   * which SOAP forbids, make it malformed.
   */
  static SoapEnvelope read(ByteBuffer datagram) throws WireFormatException {
    if (datagram.remaining() > MAX_DATAGRAM) {
      throw new WireFormatException("datagram", 0, "longer than " + MAX_DATAGRAM + " bytes");
    }
    SoapEnvelope envelope = new SoapEnvelope();
    try {
      XMLStreamReader reader =
          newFactory().createXMLStreamReader(new StringReader(requireSimple(decode(datagram))));
      try {
        envelope.readAll(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      int offset = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getCharacterOffset());
      throw new WireFormatException("envelope", offset, "not well-formed XML");
    }
    return envelope;
  }

  /**
   * POLICY: UTF-8, or UTF-16 with a byte order mark. INTEROP: the parser of the JDK would print an
   * error of its own for every wrong byte.
   */
  private static String decode(ByteBuffer datagram) throws WireFormatException {
    ByteBuffer bytes = datagram.duplicate().order(ByteOrder.BIG_ENDIAN);
    int start = bytes.position();
    int mark = bytes.remaining() < 2 ? 0 : bytes.getChar(start);
    boolean utf16 = mark == 0xFEFF || mark == 0xFFFE;
    try {
      Charset charset = utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
      CharBuffer text = charset.newDecoder().decode(bytes);
      if (text.hasRemaining() && text.charAt(0) == '\uFEFF') {
        text.get();
      }
      return text.toString();
    } catch (CharacterCodingException e) {
      throw new WireFormatException("envelope", bytes.position() - start, "not UTF-8 or UTF-16");
    }
  }

  /** The parser has a limit for attributes, and none for declarations of namespaces. */
  private static String requireSimple(String xml) throws WireFormatException {
    int declarations = 0;
    for (int at = xml.indexOf(XMLNS); at >= 0; at = xml.indexOf(XMLNS, at + XMLNS.length())) {
      if (++declarations > MAX_ATTRIBUTES) {
        throw new WireFormatException(
            "envelope", at, "more than " + MAX_ATTRIBUTES + " namespaces");
      }
    }
    return xml;
  }

  private static XMLInputFactory newFactory() {
    // The JDK's own parser, whatever else is on the class path: its limits are known.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty(ATTRIBUTE_LIMIT, MAX_ATTRIBUTES);
    return factory;
  }

  private void readAll(XMLStreamReader reader) throws XMLStreamException, WireFormatException {
    while (reader.hasNext()) {
      switch (next(reader)) {
        case XMLStreamConstants.START_ELEMENT -> start(reader);
        case XMLStreamConstants.END_ELEMENT -> end(reader);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (WANTED.contains(path.peek())) {
            text.append(reader.getText());
          }
        }
        case XMLStreamConstants.DTD,
            XMLStreamConstants.ENTITY_REFERENCE,
            XMLStreamConstants.PROCESSING_INSTRUCTION ->
            throw malformed(reader, "document type or instruction");
        default -> {
          // Comments and spaces say nothing.
        }
      }
    }
  }

  /** INTEROP: on some broken inputs, the parser of the JDK fails with errors of its own. */
  private static int next(XMLStreamReader reader) throws XMLStreamException, WireFormatException {
    try {
      return reader.next();
    } catch (RuntimeException e) {
      throw new WireFormatException("envelope", 0, "not XML that can be parsed");
    }
  }

  private void start(XMLStreamReader reader) throws WireFormatException {
    if (path.size() > MAX_DEPTH) {
      throw malformed(reader, "more than " + MAX_DEPTH + " levels of elements");
    }
    String namespace = reader.getNamespaceURI();
    String prefix = namespace == null ? null : PREFIXES.get(namespace);
    // What is not known leads nowhere, however its name is spelled.
    path.push(prefix == null ? "?" : path.element() + "/" + prefix + reader.getLocalName());
    text.setLength(0);
  }

  private void end(XMLStreamReader reader) {
    String ended = path.pop();
    if (WANTED.contains(ended)) {
      String value = ended.endsWith(TYPES) ? expandNames(reader) : text.toString().strip();
      texts.putIfAbsent(ended, value);
    }
    text.setLength(0);
  }

  /** Replaces the sender's prefixes by namespaces. */
  private String expandNames(XMLStreamReader reader) {
    List<String> names = new ArrayList<>();
    for (String name : words(text.toString())) {
      int colon = name.indexOf(':');
      String namespace =
          colon < 0 ? null : reader.getNamespaceContext().getNamespaceURI(name.substring(0, colon));
      names.add(namespace == null ? name : typeName(namespace, name.substring(colon + 1)));
    }
    return String.join(" ", names);
  }

  /** The form that types have in {@link #get}. */
  static String typeName(String namespace, String localName) {
    return "{" + namespace + "}" + localName;
  }

  private static WireFormatException malformed(XMLStreamReader reader, String detail) {
    int offset = Math.max(0, reader.getLocation().getCharacterOffset());
    return new WireFormatException("envelope", offset, detail);
  }

  /** The text of an element, without the spaces around it. */
  Optional<String> find(String element) {
    return Optional.ofNullable(texts.get(element));
  }

  /** The text of an element that has to be there. */
  String get(String element) throws WireFormatException {
    String value = texts.get(element);
    if (value == null || value.isEmpty()) {
      throw new WireFormatException(element.substring(element.lastIndexOf(':') + 1), 0, "missing");
    }
    return value;
  }

  /** The words of a list. */
  static List<String> words(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? List.of() : List.of(SPACE.split(stripped));
  }
}
