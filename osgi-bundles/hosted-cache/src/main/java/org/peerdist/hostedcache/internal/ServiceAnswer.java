package org.peerdist.hostedcache.internal;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.dnsmessage.Question;
import org.minidns.dnsname.DnsName;
import org.minidns.record.A;
import org.minidns.record.AAAA;
import org.minidns.record.Data;
import org.minidns.record.InternetAddressRR;
import org.minidns.record.PTR;
import org.minidns.record.Record;
import org.minidns.record.SRV;
import org.minidns.record.TXT;
import org.peerdist.hostedcache.HostedCacheAnnouncement;
import org.peerdist.hostedcache.HostedCacheSite;

/**
 * The question for hosted caches, and what an answer to it says (RFC 6762 and 6763). A responder
 * that keeps to RFC 6763 12.1 puts all that is needed into one answer; what it leaves out is not
 * asked for.
 */
final class ServiceAnswer {
  static final DnsName SERVICE = DnsName.from(HostedCacheAnnouncement.SERVICE_TYPE + ".local");

  private final List<Record<? extends Data>> records = new ArrayList<>();
  private final InetAddress source;

  private ServiceAnswer(DnsMessage message, InetAddress source) {
    this.records.addAll(message.answerSection);
    this.records.addAll(message.additionalSection);
    this.source = source;
  }

  /** The question, which asks for an answer to the sender alone. */
  static byte[] question(int id) {
    Question hostedCaches = new Question(SERVICE, Record.TYPE.PTR, Record.CLASS.IN, true);
    return DnsMessage.builder().setId(id).setQuestion(hostedCaches).build().toArray();
  }

  /**
   * Reads an answer.
   *
   * @param datagram what came
   * @param id the id of the question
   * @param source where it came from
   * @return the hosted caches by their names
   * @throws IOException if this is no answer to the question
   */
  static Map<String, HostedCacheSite> read(byte[] datagram, int id, InetAddress source)
      throws IOException {
    DnsMessage message;
    try {
      message = new DnsMessage(datagram);
    } catch (RuntimeException | AssertionError e) {
      // The parser's ways to say that names, labels or options are broken.
      throw new IOException("not a DNS message: " + e.getMessage(), e);
    }
    if (!message.qr || message.id != id) {
      throw new IOException("not an answer to this question");
    }
    return new ServiceAnswer(message, source).sites();
  }

  private Map<String, HostedCacheSite> sites() {
    Map<String, HostedCacheSite> sites = new TreeMap<>();
    for (DnsName instance : instances()) {
      if (HostedCacheAnnouncement.speaks(text(instance))) {
        records(instance, SRV.class)
            .findFirst()
            .filter(service -> service.isServiceAvailable() && service.port > 0)
            .flatMap(this::site)
            .ifPresent(site -> sites.put(instance.toString(), site));
      }
    }
    return sites;
  }

  private Set<DnsName> instances() {
    Set<DnsName> instances = new TreeSet<>();
    records(SERVICE, PTR.class)
        .map(pointer -> pointer.target)
        .filter(instance -> instance.isDirectChildOf(SERVICE))
        .limit(DomainSearch.MOST)
        .forEach(instances::add);
    return instances;
  }

  private Map<String, String> text(DnsName instance) {
    Map<String, String> text = new LinkedHashMap<>();
    records(instance, TXT.class).findFirst().map(TXT::getExtents).stream()
        .flatMap(Collection::stream)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> text.putIfAbsent(pair[0], pair[1]));
    return text;
  }

  private Optional<HostedCacheSite> site(SRV service) {
    return address(service.target)
        .map(address -> HostedCacheSite.at(new InetSocketAddress(address, service.port)));
  }

  /** The address that answered, if it is one of the host's: that way is known to work. */
  private Optional<InetAddress> address(DnsName host) {
    List<InetAddress> all =
        Stream.concat(records(host, A.class), records(host, AAAA.class))
            .map(ServiceAnswer::inetAddress)
            .filter(address -> !address.isAnyLocalAddress() && !address.isMulticastAddress())
            .toList();
    return all.stream()
        .filter(address -> Arrays.equals(address.getAddress(), source.getAddress()))
        .map(address -> source)
        .findFirst()
        .or(
            () ->
                all.stream()
                    .filter(address -> !address.isLinkLocalAddress())
                    .min(Comparator.comparing(address -> !(address instanceof Inet4Address))));
  }

  private static InetAddress inetAddress(InternetAddressRR<?> record) {
    return record.getInetAddress();
  }

  private <D extends Data> Stream<D> records(DnsName name, Class<D> type) {
    return records.stream()
        .filter(record -> record.name.equals(name) && type.isInstance(record.payloadData))
        .map(record -> type.cast(record.payloadData));
  }
}
