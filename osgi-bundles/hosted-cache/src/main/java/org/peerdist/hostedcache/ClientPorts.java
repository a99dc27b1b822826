package org.peerdist.hostedcache;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What is known about the ports of a client's address. An offer can name any port: these notes keep
 * the cache from being used to find out which ports of a machine are open. For use by one thread at
 * a time.
 */
final class ClientPorts {
  /** POLICY: for how long a port is remembered. */
  private static final long MEMORY = Duration.ofMinutes(10).toNanos();

  /** POLICY: the first pause after a failure; it doubles with each. */
  private static final long FIRST_PAUSE = Duration.ofSeconds(5).toNanos();

  private static final int MAX_DOUBLINGS = 7;

  /** POLICY: three strikes, as peers have in a download; where nobody ever answered, one. */
  private static final int MAX_FAILURES = 3;

  /** POLICY: an address with more ports than that is not one of a branch. */
  private static final int MAX_PORTS = 1024;

  /** A port. */
  private static final class Port {
    private boolean alive;
    private int failures;
    private long since;
    private long pausedUntil;

    boolean isPaused(long now) {
      return failures > 0 && pausedUntil - now > 0;
    }

    boolean isDead() {
      return !alive && failures > 0;
    }
  }

  private final int maxDead;
  private final Map<Integer, Port> ports = new HashMap<>();

  ClientPorts(int maxDead) {
    this.maxDead = maxDead;
  }

  /** Whether an offer with this port is taken: it is alive, or may be tried. */
  boolean mayOffer(int port, long now) {
    ports.values().removeIf(old -> now - old.since > MEMORY && !old.isPaused(now));
    Port known = ports.get(port);
    if (known != null) {
      return known.alive || !known.isPaused(now);
    }
    long dead = ports.values().stream().filter(Port::isDead).count();
    return ports.size() < MAX_PORTS && dead < maxDead;
  }

  /** Whether a connection to this port may be opened now. */
  boolean mayConnect(int port, long now) {
    Port known = ports.get(port);
    return known == null ? mayOffer(port, now) : !known.isPaused(now);
  }

  /** Notes that somebody speaks the protocol there. */
  void answered(int port, long now) {
    Port known = ports.computeIfAbsent(port, number -> new Port());
    known.alive = true;
    known.failures = 0;
    known.since = now;
  }

  /**
   * Notes a failure.
   *
   * @return the time to wait before the next attempt, in nanoseconds; 0 if there should be none
   */
  long failed(int port, long now) {
    Port known = ports.computeIfAbsent(port, number -> new Port());
    long pause = FIRST_PAUSE << Math.min(known.failures, MAX_DOUBLINGS);
    known.failures++;
    known.since = now;
    known.pausedUntil = now + pause;
    known.alive = known.alive && known.failures < MAX_FAILURES;
    return known.alive ? pause : 0;
  }
}
