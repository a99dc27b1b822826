package org.peerdist.client.osgi;

import java.time.Duration;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.PeerDistClient;
import org.peerdist.configuration.HostPort;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.peerdist.configuration.osgi.ServiceKind;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.hostedcache.HostedCacheSite;

/**
 * How a client is made from its configuration.
 *
 * @param store its own cache
 */
record ClientKind(BlockStore store) implements ServiceKind<ClientOptions, PeerDistClient> {
  static final String PID = "org.peerdist.client";

  @Override
  public String pid() {
    return PID;
  }

  @Override
  public Class<PeerDistClient> type() {
    return PeerDistClient.class;
  }

  @Override
  public ClientOptions read(Settings settings) throws SettingException {
    ClientOptions usual = ClientOptions.defaults();
    int patience = (int) usual.requestTimeout().toMillis();
    int silence = (int) usual.originTimeout().toSeconds();
    int tries = (int) usual.originPatience().toSeconds();
    return usual
        .withDiscovery(settings.flag("discovery", usual.discovery()))
        .withProbing(probing(settings))
        .withNamedPeers(settings.values("peers", text -> HostPort.parse(text).resolve()))
        .withHostedCaches(
            settings.values(
                "hosted.caches", text -> HostedCacheSite.at(HostPort.parse(text).resolve())))
        .withRequestTimeout(
            Duration.ofMillis(settings.number("request.timeout", patience, 1, 60_000)))
        .withOriginTimeout(Duration.ofSeconds(settings.number("origin.timeout", silence, 1, 3_600)))
        .withOriginPatience(
            Duration.ofSeconds(settings.number("origin.patience", tries, 0, 86_400)));
  }

  private static DiscoveryOptions probing(Settings settings) throws SettingException {
    DiscoveryOptions usual = DiscoveryOptions.defaults();
    int least = (int) usual.maxBackoff().toMillis();
    int timer = (int) usual.requestTimer().toMillis();
    return usual
        .withInterfaces(settings.list("interfaces"))
        .withPort(settings.number("discovery.port", usual.port(), 1, 65_535))
        .withRequestTimer(
            Duration.ofMillis(settings.number("discovery.timer", timer, least, 10_000)));
  }

  @Override
  public PeerDistClient start(ClientOptions options) {
    return new PeerDistClient(options, store);
  }

  @Override
  public boolean exclude(ClientOptions one, ClientOptions other) {
    return false;
  }
}
