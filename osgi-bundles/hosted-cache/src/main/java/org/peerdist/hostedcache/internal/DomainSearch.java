package org.peerdist.hostedcache.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.minidns.dnsname.DnsName;
import org.minidns.record.SRV;
import org.minidns.util.SrvUtil;
import org.peerdist.hostedcache.HostedCacheAnnouncement;
import org.peerdist.hostedcache.HostedCacheSearch;
import org.peerdist.hostedcache.HostedCacheSite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for SRV records (RFC 2782) with the name service provider of the Java runtime. */
public final class DomainSearch implements HostedCacheSearch {
  private static final Logger LOG = LoggerFactory.getLogger(DomainSearch.class);

  /** POLICY: so many are of use at most. */
  static final int MOST = 16;

  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{1,230}$)[\\w-]{1,63}(\\.[\\w-]{1,63})*\\.?");

  /** Priority, weight, port and target, as the provider writes them. */
  private static final Pattern RECORD =
      Pattern.compile("(\\d{1,5}) (\\d{1,5}) (\\d{1,5}) ([\\w.:-]{1,255})");

  private final String domain;
  private final String provider;

  /**
   * Creates it.
   *
   * @param domain the domain
   * @param provider the URL of a name server, or {@code dns:} for those of the system
   */
  public DomainSearch(String domain, String provider) {
    if (!DOMAIN.matcher(domain).matches()) {
      throw new IllegalArgumentException(
          "'" + domain + "' is not a domain, such as branch.example");
    }
    this.domain = domain;
    this.provider = provider;
  }

  @Override
  public List<HostedCacheSite> find(Duration most) throws IOException {
    List<HostedCacheSite> sites = new ArrayList<>();
    for (SRV record : SrvUtil.sortSrvRecords(records(most))) {
      // RFC 2782: the root as target says that there is decidedly no such service.
      if (record.isServiceAvailable() && record.port > 0 && sites.size() < MOST) {
        InetSocketAddress address = new InetSocketAddress(record.target.toString(), record.port);
        if (!address.isUnresolved()) {
          sites.add(HostedCacheSite.at(address));
        }
      }
    }
    return sites;
  }

  // The DNS provider makes texts of what it gets, never objects, and the name was checked.
  @SuppressWarnings("BanJNDI")
  private List<SRV> records(Duration most) throws IOException {
    Properties settings = new Properties();
    settings.setProperty(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    settings.setProperty(Context.PROVIDER_URL, provider);
    settings.setProperty(
        "com.sun.jndi.dns.timeout.initial", Long.toString(Math.max(1, most.toMillis())));
    settings.setProperty("com.sun.jndi.dns.timeout.retries", "1");
    List<SRV> records = new ArrayList<>();
    try {
      InitialDirContext context = new InitialDirContext(settings);
      try {
        String name = HostedCacheAnnouncement.SERVICE_TYPE + "." + domain;
        Attribute found = context.getAttributes(name, new String[] {"SRV"}).get("SRV");
        NamingEnumeration<?> all = found == null ? null : found.getAll();
        while (all != null && all.hasMore()) {
          add(all.next().toString(), records);
        }
      } finally {
        context.close();
      }
    } catch (NameNotFoundException e) {
      LOG.debug("{} has no hosted cache", domain);
    } catch (NamingException e) {
      throw new IOException("no name server told of hosted caches of " + domain, e);
    }
    return records;
  }

  private static void add(String text, List<SRV> records) {
    Matcher parts = RECORD.matcher(text);
    if (!parts.matches()) {
      LOG.debug("Not an SRV record: {}", text);
      return;
    }
    try {
      records.add(
          new SRV(
              Integer.parseInt(parts.group(1)),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)),
              DnsName.from(parts.group(4))));
    } catch (IllegalArgumentException | IllegalStateException e) {
      LOG.debug("Not an SRV record: {}: {}", text, e.getMessage());
    }
  }
}
