package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.peerdist.client.HostedCacheLocator;
import org.peerdist.hostedcache.HostedCacheSearch;
import org.peerdist.hostedcache.HostedCacheSite;
import org.peerdist.launcher.internal.HostedCacheFinder;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say which hosted caches the branch has. */
final class HostedCacheArguments {
  /** POLICY: no download waits longer for an answer; discovery of peers takes as long. */
  private static final Duration NETWORK_TIME = Duration.ofMillis(300);

  /** POLICY: a name server may have to ask others. */
  private static final Duration DOMAIN_TIME = Duration.ofSeconds(1);

  @Option(
      names = "--hosted-cache",
      paramLabel = "HOST:PORT",
      order = 50,
      converter = HostedCacheName.Converter.class,
      description = {
        "A hosted cache of the branch, or https://HOST[:PORT][,PORT] for one of Windows 7 (protocol"
            + " 1.0), with the ports of offers (443) and blocks (80); can be repeated, the first"
            + " choice first. It is asked before discovery, and offered what had to come from the origin: it fetches that from this"
            + " machine, which takes connections for it until then."
      })
  private List<HostedCacheName> caches = List.of();

  /** The domain; empty for the network; null for no search. */
  @Option(
      names = "--find-hosted-cache",
      paramLabel = "DOMAIN",
      order = 51,
      arity = "0..1",
      preprocessor = AttachedOnly.class,
      description = {
        "Looks for hosted caches that announce themselves in the network, or that are in the DNS of"
            + " a domain. Whoever is found is offered, and so told, what is fetched."
      })
  private String domain;

  @Option(
      names = "--no-offer",
      order = 52,
      description = "Offers nothing to hosted caches: they are only asked.")
  private boolean silent;

  @Option(
      names = "--offer-only",
      order = 53,
      description = {
        "Writes no output: has the first hosted cache fetch all of the content, before anybody in"
            + " the branch needs it, and fails if it does not."
      })
  private boolean only;

  /** Whether the content is for the hosted cache and not for the user. */
  boolean isOfferOnly() {
    return only;
  }

  /** What is wrong with the options, or null. */
  String problem(boolean hasOutput) {
    if (only && !offers()) {
      return "--offer-only needs a --hosted-cache to offer to, or --find-hosted-cache";
    }
    return only && hasOutput ? "--offer-only writes no output, so it takes no -o" : null;
  }

  /**
   * The hosted caches that are named.
   *
   * @throws CommandFailure if nobody knows a name
   */
  List<HostedCacheSite> resolve() throws CommandFailure {
    List<HostedCacheSite> sites = new ArrayList<>();
    for (HostedCacheName cache : caches) {
      sites.add(cache.resolve());
    }
    return sites;
  }

  /**
   * Starts to look for others, if that is wanted.
   *
   * @param interfaces the network interfaces to look at, or none for the usual ones
   * @param state remembers what was found
   * @throws IllegalArgumentException if the domain is none
   */
  HostedCacheLocator locator(List<String> interfaces, StateFolder state) throws IOException {
    if (domain == null) {
      return HostedCacheLocator.NONE;
    }
    Path memory = state.create().resolve("hosted-caches");
    return domain.isEmpty()
        ? HostedCacheFinder.start(
            HostedCacheSearch.inNetwork(interfaces), "network " + interfaces, memory, NETWORK_TIME)
        : HostedCacheFinder.start(
            HostedCacheSearch.inDomain(domain), "domain " + domain, memory, DOMAIN_TIME);
  }

  /** Whether there may be a hosted cache that is offered something. */
  boolean offers() {
    return !silent && (!caches.isEmpty() || domain != null);
  }

  /** Takes a value only with {@code =}: the next word is the next argument. */
  static final class AttachedOnly implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if ("=".equals(info.get("separator"))) {
        return false;
      }
      option.setValue("");
      return true;
    }
  }
}
