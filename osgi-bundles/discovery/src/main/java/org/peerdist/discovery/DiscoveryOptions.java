package org.peerdist.discovery;

import java.time.Duration;
import java.util.List;

/**
 * How to discover and to be discovered.
 *
 * @param interfaces the names of the network interfaces to use, such as {@code eth0}; with none,
 *     all that are up and can multicast. The loopback interface is used only when it is named
 * @param port the UDP port of the group, 1 to 65,535; everybody uses 3702
 * @param requestTimer how long a prober waits for answers, from {@code maxBackoff} to 10 s
 * @param maxBackoff the longest time that a responder waits before it answers, 1 ms to 10 s
 * @param alsoVersion1 whether segments of version 2 are also asked for with version 1 probes,
 *     because some peers understand only these
 */
public record DiscoveryOptions(
    List<String> interfaces,
    int port,
    Duration requestTimer,
    Duration maxBackoff,
    boolean alsoVersion1) {
  /** The port of WS-Discovery. */
  public static final int DEFAULT_PORT = 3702;

  /** SPEC [MS-PCCRD] 3.1.2, note 7: 200 to 500 ms, 300 ms by default. */
  public static final Duration DEFAULT_REQUEST_TIMER = Duration.ofMillis(300);

  /** SPEC [MS-PCCRD] 3.2.2: APP_MAX_DELAY is 65 ms by default. */
  public static final Duration DEFAULT_MAX_BACKOFF = Duration.ofMillis(65);

  private static final Duration LONGEST = Duration.ofSeconds(10);

  public DiscoveryOptions {
    interfaces = List.copyOf(interfaces);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("discovery port " + port + " is not between 1 and 65535");
    }
    requireBetween("maximum backoff", maxBackoff, Duration.ofMillis(1), LONGEST);
    requireBetween("request timer", requestTimer, maxBackoff, LONGEST);
  }

  /**
   * The usual options.
   *
   * @return all interfaces, port 3702, 300 ms, 65 ms, one form of probe
   */
  public static DiscoveryOptions defaults() {
    return new DiscoveryOptions(
        List.of(), DEFAULT_PORT, DEFAULT_REQUEST_TIMER, DEFAULT_MAX_BACKOFF, false);
  }

  /**
   * With some interfaces only.
   *
   * @param names their names; none for all
   * @return the changed options
   */
  public DiscoveryOptions withInterfaces(List<String> names) {
    return new DiscoveryOptions(names, port, requestTimer, maxBackoff, alsoVersion1);
  }

  /**
   * With another port.
   *
   * @param number 1 to 65,535
   * @return the changed options
   */
  public DiscoveryOptions withPort(int number) {
    return new DiscoveryOptions(interfaces, number, requestTimer, maxBackoff, alsoVersion1);
  }

  /**
   * With another time to wait for answers.
   *
   * @param time from the maximum backoff to 10 s
   * @return the changed options
   */
  public DiscoveryOptions withRequestTimer(Duration time) {
    return new DiscoveryOptions(interfaces, port, time, maxBackoff, alsoVersion1);
  }

  /**
   * With another longest time before an answer.
   *
   * @param time 1 ms to the request timer
   * @return the changed options
   */
  public DiscoveryOptions withMaxBackoff(Duration time) {
    return new DiscoveryOptions(interfaces, port, requestTimer, time, alsoVersion1);
  }

  /**
   * With or without version 1 probes for segments of version 2.
   *
   * @param on whether they are sent
   * @return the changed options
   */
  public DiscoveryOptions withAlsoVersion1(boolean on) {
    return new DiscoveryOptions(interfaces, port, requestTimer, maxBackoff, on);
  }

  private static void requireBetween(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s of %d ms is not between %d and %d ms"
              .formatted(name, value.toMillis(), least.toMillis(), most.toMillis()));
    }
  }
}
