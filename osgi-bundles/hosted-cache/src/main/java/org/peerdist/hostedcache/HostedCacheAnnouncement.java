package org.peerdist.hostedcache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a hosted cache says of itself, so that clients find it without configuration. [MS-PCHC]
 * knows no way to do that over the network alone (Windows asks Active Directory); this is a
 * convention of ours on top of DNS-SD (RFC 6763), over multicast DNS (RFC 6762) or, as an SRV
 * record alone, in the DNS of a domain.
 *
 * <p>The service type is {@link #SERVICE_TYPE}. Its name is that of the protocol's family and the
 * role, {@code hc}, in no more than the 15 characters that RFC 6335 allows; it is not registered.
 * It is a type of its own and not a subtype of {@code _http._tcp}, because nothing there is for a
 * browser. The SRV record names the port of protocol 2.0 and of retrieval, which is HTTP. The TXT
 * record has
 *
 * <ul>
 *   <li>{@code txtvers=1}, the version of this list, which comes first (RFC 6763 6.7);
 *   <li>{@code pchc=2.0}, the highest version of [MS-PCHC] that is spoken on the port of the SRV
 *       record. A client leaves alone what says another major version; without it, it is 2.0;
 *   <li>{@code https=PORT}, the port of protocol 1.0, if that is spoken.
 * </ul>
 *
 * <p>An announcement proves nothing. Whoever is found by it is trusted no more than any peer: what
 * it gives is verified. But it learns which contents are fetched, and is offered them.
 *
 * @param name what people see, unique in the network: at most 63 bytes of UTF-8
 * @param port the port of protocol 2.0 and of retrieval, 1 to 65535
 * @param httpsPort the port of protocol 1.0, if there is one
 */
public record HostedCacheAnnouncement(String name, int port, OptionalInt httpsPort) {
  /** The type of the service, before {@code .local} or the domain. */
  public static final String SERVICE_TYPE = "_peerdist-hc._tcp";

  /** The key of the TXT record that has the version of [MS-PCHC]. */
  static final String VERSION_KEY = "pchc";

  public HostedCacheAnnouncement {
    if (name.isBlank() || port < 1 || port > 0xFFFF) {
      throw new IllegalArgumentException("no hosted cache '" + name + "' on port " + port);
    }
  }

  /**
   * The TXT record.
   *
   * @return its keys and values, in their order
   */
  public Map<String, String> text() {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("txtvers", "1");
    text.put(VERSION_KEY, "2.0");
    httpsPort.ifPresent(https -> text.put("https", Integer.toString(https)));
    return text;
  }

  /**
   * Whether a TXT record is that of a hosted cache that a client of version 2.0 can use.
   *
   * @param text its keys and values
   * @return true if it says so, or says nothing of versions
   */
  public static boolean speaks(Map<String, String> text) {
    String version = text.getOrDefault(VERSION_KEY, "2.0");
    return version.equals("2") || version.startsWith("2.");
  }
}
