package org.peerdist.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.peerdist.content.ContentTag;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.hostedcache.HostedCacheSite;

/**
 * The settings of a client. Start with {@link #defaults()}.
 *
 * @param namedPeers peers that are asked before all others
 * @param hostedCaches the hosted caches, the first choice first
 * @param discovery whether peers are looked for in the network
 * @param probing how they are looked for
 * @param requestTimeout how long a peer may take for one block, 1 ms to 1 minute ([MS-PCCRR] 3.1.2:
 *     2 s)
 * @param blocksInFlight how many blocks are asked for at once, 1 to 256
 * @param blocksInFlightPerPeer how many of them from one peer, 1 to 64
 * @param peers how many peers one download uses, 1 to 60
 * @param windowBytes how many bytes of the content are in memory, 1 MiB or more
 * @param hashWait how long to wait for the hashes of a content that came without, after its last
 *     byte
 * @param originTimeout how long the origin may be silent
 * @param originPatience how long an origin that was lost after it had answered is tried again while
 *     nothing comes, 0 to 1 day; an origin that never answered is not tried again
 * @param rates how fast everything together may be
 * @param tls the TLS settings for HTTPS origins and hosted caches; the runtime's if there are none
 * @param tag what hosted caches are told about the application
 */
public record ClientOptions(
    List<InetSocketAddress> namedPeers,
    List<HostedCacheSite> hostedCaches,
    boolean discovery,
    DiscoveryOptions probing,
    Duration requestTimeout,
    int blocksInFlight,
    int blocksInFlightPerPeer,
    int peers,
    long windowBytes,
    Duration hashWait,
    Duration originTimeout,
    Duration originPatience,
    DownloadRates rates,
    Optional<SSLContext> tls,
    ContentTag tag) {
  private static final long LEAST_WINDOW = 1 << 20;

  public ClientOptions {
    namedPeers = List.copyOf(namedPeers);
    hostedCaches = List.copyOf(hostedCaches);
    check("milliseconds for a block", requestTimeout.toMillis(), 1, 60_000);
    check("blocks in flight", blocksInFlight, 1, 256);
    check("blocks in flight per peer", blocksInFlightPerPeer, 1, 64);
    check("peers", peers, 1, 60);
    check("seconds without the origin", originPatience.toSeconds(), 0, 86_400);
    check("bytes in memory", windowBytes, LEAST_WINDOW, Long.MAX_VALUE);
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " is not between " + least + " and " + most);
    }
  }

  /**
   * What suits most.
   *
   * @return discovery on all interfaces, no named peers, no hosted cache
   */
  public static ClientOptions defaults() {
    return new ClientOptions(
        List.of(),
        List.of(),
        true,
        DiscoveryOptions.defaults(),
        Duration.ofSeconds(2),
        32,
        8,
        16,
        32L << 20,
        Duration.ofSeconds(3),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        DownloadRates.UNLIMITED,
        Optional.empty(),
        ContentTag.ofName("PeerDist"));
  }

  /**
   * With other named peers.
   *
   * @param peers their addresses
   * @return new options
   */
  public ClientOptions withNamedPeers(List<InetSocketAddress> peers) {
    return with(copy -> copy.namedPeers = peers);
  }

  /**
   * With hosted caches.
   *
   * @param caches where they are, the first choice first
   * @return new options
   */
  public ClientOptions withHostedCaches(List<HostedCacheSite> caches) {
    return with(copy -> copy.hostedCaches = caches);
  }

  /**
   * With or without discovery.
   *
   * @param on whether peers are looked for in the network
   * @return new options
   */
  public ClientOptions withDiscovery(boolean on) {
    return with(copy -> copy.discovery = on);
  }

  /**
   * With another way to look for peers.
   *
   * @param options on which interfaces and for how long
   * @return new options
   */
  public ClientOptions withProbing(DiscoveryOptions options) {
    return with(copy -> copy.probing = options);
  }

  /**
   * With TLS settings for HTTPS origins and hosted caches.
   *
   * @param context the settings
   * @return new options
   */
  public ClientOptions withTls(SSLContext context) {
    return with(copy -> copy.tls = Optional.of(context));
  }

  /**
   * With another patience for peers.
   *
   * @param timeout how long a peer may take for one block, 1 ms to 1 minute
   * @return new options
   */
  public ClientOptions withRequestTimeout(Duration timeout) {
    return with(copy -> copy.requestTimeout = timeout);
  }

  /**
   * With another patience for the origin.
   *
   * @param timeout how long it may be silent
   * @return new options
   */
  public ClientOptions withOriginTimeout(Duration timeout) {
    return with(copy -> copy.originTimeout = timeout);
  }

  /**
   * With another patience for an origin that was lost.
   *
   * @param patience how long it is tried again while nothing comes, 0 to 1 day
   * @return new options
   */
  public ClientOptions withOriginPatience(Duration patience) {
    return with(copy -> copy.originPatience = patience);
  }

  /**
   * With other limits of one download.
   *
   * @param inFlight how many blocks are asked for at once
   * @param inFlightPerPeer how many of them from one peer
   * @param bytes how many bytes of the content are in memory
   * @return new options
   */
  public ClientOptions withLimits(int inFlight, int inFlightPerPeer, long bytes) {
    return with(
        copy -> {
          copy.blocksInFlight = inFlight;
          copy.blocksInFlightPerPeer = inFlightPerPeer;
          copy.windowBytes = bytes;
        });
  }

  /**
   * With limits of the bandwidth.
   *
   * @param limits how fast everything together may be
   * @return new options
   */
  public ClientOptions withRates(DownloadRates limits) {
    return with(copy -> copy.rates = limits);
  }

  /**
   * With another application.
   *
   * @param application what hosted caches are told
   * @return new options
   */
  public ClientOptions withTag(ContentTag application) {
    return with(copy -> copy.tag = application);
  }

  private ClientOptions with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.options();
  }

  /** The settings on their way from one set of options to the next. */
  private static final class Copy {
    private List<InetSocketAddress> namedPeers;
    private List<HostedCacheSite> hostedCaches;
    private boolean discovery;
    private DiscoveryOptions probing;
    private Duration requestTimeout;
    private int blocksInFlight;
    private int blocksInFlightPerPeer;
    private final int peers;
    private long windowBytes;
    private final Duration hashWait;
    private Duration originTimeout;
    private Duration originPatience;
    private DownloadRates rates;
    private Optional<SSLContext> tls;
    private ContentTag tag;

    Copy(ClientOptions from) {
      namedPeers = from.namedPeers;
      hostedCaches = from.hostedCaches;
      discovery = from.discovery;
      probing = from.probing;
      requestTimeout = from.requestTimeout;
      blocksInFlight = from.blocksInFlight;
      blocksInFlightPerPeer = from.blocksInFlightPerPeer;
      peers = from.peers;
      windowBytes = from.windowBytes;
      hashWait = from.hashWait;
      originTimeout = from.originTimeout;
      originPatience = from.originPatience;
      rates = from.rates;
      tls = from.tls;
      tag = from.tag;
    }

    ClientOptions options() {
      return new ClientOptions(
          namedPeers,
          hostedCaches,
          discovery,
          probing,
          requestTimeout,
          blocksInFlight,
          blocksInFlightPerPeer,
          peers,
          windowBytes,
          hashWait,
          originTimeout,
          originPatience,
          rates,
          tls,
          tag);
    }
  }
}
