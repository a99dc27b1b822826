package org.peerdist.launcher;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which hosted caches the branch has. */
final class HostedCacheArguments {
  @Option(
      names = "--hosted-cache",
      paramLabel = "HOST:PORT",
      order = 50,
      converter = HostAndPort.Converter.class,
      description = {
        "A hosted cache of the branch; can be repeated, the first choice first. It is asked before"
            + " discovery, and offered what had to come from the origin: it fetches that from this"
            + " machine, which takes connections for it until then."
      })
  private List<HostAndPort> caches = List.of();

  @Option(
      names = "--no-offer",
      order = 51,
      description = "Offers nothing to hosted caches: they are only asked.")
  private boolean silent;

  @Option(
      names = "--offer-only",
      order = 52,
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
      return "--offer-only needs a --hosted-cache to offer to";
    }
    return only && hasOutput ? "--offer-only writes no output, so it takes no -o" : null;
  }

  /**
   * The addresses of the hosted caches.
   *
   * @throws CommandFailure if nobody knows a name
   */
  List<InetSocketAddress> resolve() throws CommandFailure {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (HostAndPort cache : caches) {
      addresses.add(cache.resolve());
    }
    return addresses;
  }

  /** Whether there is a hosted cache that is offered something. */
  boolean offers() {
    return !silent && !caches.isEmpty();
  }
}
