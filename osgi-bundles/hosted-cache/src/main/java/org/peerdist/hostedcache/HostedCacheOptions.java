package org.peerdist.hostedcache;

import java.time.Duration;
import java.util.Set;

/**
 * How a hosted cache fetches what it is offered. An offer makes it open connections, so everything
 * that an offer can cause has a limit.
 *
 * @param maxPulls the number of segments that are fetched at the same time, 1 or more
 * @param maxPullsPerClient of these, the number for one client, 1 or more
 * @param maxWaiting the number of segments that wait to be fetched, 1 or more; what is offered
 *     beyond that is not fetched
 * @param maxWaitingPerClient of these, the number for one client, 1 or more
 * @param privilegedPorts the ports below 1024 that clients may have; ports from 1024 on are always
 *     allowed
 * @param maxDeadPorts the number of ports of a client's address at which nobody has spoken the
 *     retrieval protocol; beyond that, no other port of this address is tried for 10 minutes. 1 or
 *     more
 * @param requestTimeout the time within which a client has to have given a block
 * @param minBytesPerSecond the rate below which a segment is given up, 10 seconds being granted, 1
 *     or more
 */
public record HostedCacheOptions(
    int maxPulls,
    int maxPullsPerClient,
    int maxWaiting,
    int maxWaitingPerClient,
    Set<Integer> privilegedPorts,
    int maxDeadPorts,
    Duration requestTimeout,
    int minBytesPerSecond) {
  /** The first port that needs no privilege. */
  private static final int FIRST_FREE_PORT = 1024;

  /**
   * The usual options.
   *
   * <p>POLICY: of the privileged ports only 80, which Windows clients have. The rest keeps a branch
   * of 1,000 clients going and the cache below 100 MB.
   */
  public static final HostedCacheOptions DEFAULT =
      new HostedCacheOptions(32, 4, 65_536, 16_384, Set.of(80), 8, Duration.ofSeconds(5), 65_536);

  public HostedCacheOptions {
    checkPositive("maxPulls", maxPulls);
    checkPositive("maxPullsPerClient", maxPullsPerClient);
    checkPositive("maxWaiting", maxWaiting);
    checkPositive("maxWaitingPerClient", maxWaitingPerClient);
    checkPositive("maxDeadPorts", maxDeadPorts);
    checkPositive("minBytesPerSecond", minBytesPerSecond);
    if (requestTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("requestTimeout " + requestTimeout + " is too short");
    }
    privilegedPorts = Set.copyOf(privilegedPorts);
  }

  private static void checkPositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + " is less than 1");
    }
  }

  /**
   * The same with other privileged ports.
   *
   * @param ports the ports below 1024 that clients may have
   * @return new options
   */
  public HostedCacheOptions withPrivilegedPorts(Set<Integer> ports) {
    return new HostedCacheOptions(
        maxPulls,
        maxPullsPerClient,
        maxWaiting,
        maxWaitingPerClient,
        ports,
        maxDeadPorts,
        requestTimeout,
        minBytesPerSecond);
  }

  /**
   * Whether a client may have a port.
   *
   * @param port any number
   * @return true if blocks may be fetched there
   */
  boolean isAllowed(int port) {
    return port >= FIRST_FREE_PORT || privilegedPorts.contains(port);
  }
}
