package org.peerdist.jetty.osgi;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.peerdist.cache.ContentCache;
import org.peerdist.configuration.ByteCount;
import org.peerdist.configuration.HostPort;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.peerdist.configuration.osgi.ServiceKind;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.jetty.service.PeerService;
import org.peerdist.jetty.service.PeerSettings;
import org.peerdist.peer.CacheHoldings;
import org.peerdist.retrieval.UploadLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a peer is made from its configuration.
 *
 * @param cache what it offers
 * @param beside the client of this process
 */
record PeerKind(ContentCache cache, ClientBeside beside)
    implements ServiceKind<PeerSettings, PeerService> {
  static final String PID = "org.peerdist.peer";

  private static final Logger LOG = LoggerFactory.getLogger(PeerKind.class);

  @Override
  public String pid() {
    return PID;
  }

  @Override
  public Class<PeerService> type() {
    return PeerService.class;
  }

  @Override
  public PeerSettings read(Settings settings) throws SettingException {
    HostPort usual = new HostPort("0.0.0.0", 1337);
    return new PeerSettings(
        settings.value("listen", usual, HostPort::parse).host(),
        settings.value("listen", usual.resolve(), text -> HostPort.parse(text).resolve()),
        discovery(settings),
        limits(settings, UploadLimits.PEER));
  }

  private static DiscoveryOptions discovery(Settings settings) throws SettingException {
    DiscoveryOptions usual = DiscoveryOptions.defaults();
    int backoff = (int) usual.maxBackoff().toMillis();
    Duration most = Duration.ofMillis(settings.number("discovery.backoff", backoff, 1, 10_000));
    Duration timer = usual.requestTimer().compareTo(most) < 0 ? most : usual.requestTimer();
    return usual
        .withInterfaces(settings.list("interfaces"))
        .withPort(settings.number("discovery.port", usual.port(), 1, 65_535))
        .withRequestTimer(timer)
        .withMaxBackoff(most);
  }

  /** The limits on what is given to others. */
  static UploadLimits limits(Settings settings, UploadLimits usual) throws SettingException {
    OptionalLong rate = settings.value("max.upload.rate", usual.bytesPerSecond(), PeerKind::rate);
    int uploads = settings.number("max.uploads", usual.uploads(), 1, 100_000);
    return new UploadLimits(uploads, rate);
  }

  private static OptionalLong rate(String text) {
    long bytes = ByteCount.parse(text);
    if (bytes < 1) {
      throw new IllegalArgumentException("at least 1 byte a second is expected");
    }
    return OptionalLong.of(bytes);
  }

  @Override
  public PeerService start(PeerSettings settings) throws SettingException {
    try {
      PeerService peer =
          PeerService.start(
              cache, settings, beside.limit(new CacheHoldings(cache)), beside::hasSent);
      beside.started(peer);
      share(peer);
      return peer;
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      throw new SettingException(
          reason.startsWith("cannot listen") ? "listen" : "interfaces", reason);
    }
  }

  /** Commands look for the socket in the state folder, in which the content cache has this name. */
  private void share(PeerService peer) {
    Path folder = cache.folders().get(0);
    if (cache.folders().size() > 1 || !folder.endsWith("cache")) {
      return;
    }
    try {
      peer.share(beside, folder.resolveSibling("cache.socket"));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("'get' can't use the cache while this runs: {}", e.getMessage());
    }
  }

  /** The port of discovery is shared, but answers twice until one has stopped. */
  @Override
  public boolean exclude(PeerSettings one, PeerSettings other) {
    return one.address().getPort() == other.address().getPort() && one.address().getPort() != 0;
  }

  @Override
  public String describe(PeerService service) {
    return " at " + service.url();
  }
}
