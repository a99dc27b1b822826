package org.peerdist.jetty.osgi.console;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.peerdist.configuration.HostPort;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.peerdist.jetty.internal.Reachability;

/**
 * Where a client is configured: whether the hosted caches that it shall ask can be reached. A
 * download goes on without them, so that is no more than a warning.
 */
@Component(
    name = "org.peerdist.health.hostedcache",
    configurationPid = "org.peerdist.client",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = HealthCheck.class,
    property = {
      HealthCheck.NAME + "=PeerDist hosted caches of the client",
      HealthCheck.TAGS + "=peerdist"
    })
public final class HostedCacheCheck implements HealthCheck {
  private final Settings settings;

  /**
   * Starts it.
   *
   * @param properties the configuration of the client
   */
  @Activate
  public HostedCacheCheck(Map<String, Object> properties) {
    settings = new Settings(properties);
  }

  @Override
  public Result execute() {
    List<InetSocketAddress> addresses;
    try {
      // Names may have another address each time.
      addresses = settings.values("hosted.caches", text -> HostPort.parse(text).resolve());
    } catch (SettingException e) {
      return new Result(Result.Status.WARN, "hosted.caches: " + e.getMessage() + ".");
    }
    if (addresses.isEmpty()) {
      return new Result(Result.Status.OK, "The client has no hosted caches configured.");
    }
    List<String> silent = new ArrayList<>();
    for (InetSocketAddress address : addresses) {
      if (!Reachability.isOpen(address)) {
        silent.add(address.getHostString() + ":" + address.getPort());
      }
    }
    return silent.isEmpty()
        ? new Result(Result.Status.OK, "All hosted caches of the client accept connections.")
        : new Result(
            Result.Status.WARN,
            "These hosted caches accept no connections: " + String.join(", ", silent) + ".");
  }
}
