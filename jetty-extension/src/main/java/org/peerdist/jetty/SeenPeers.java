package org.peerdist.jetty;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machines that asked for something, by their addresses. It remembers the last {@value #MOST}.
 * Safe for use by many threads.
 */
public final class SeenPeers {
  /** POLICY: as many as a branch has. */
  static final int MOST = 1024;

  private final InstantSource clock;
  private final Map<String, Seen> peers = new LinkedHashMap<>();

  /**
   * A machine.
   *
   * @param address its address
   * @param last when it asked last
   * @param requests how often it asked
   * @param bytes what it was given, as messages
   */
  public record Seen(String address, Instant last, long requests, long bytes) {}

  SeenPeers(InstantSource clock) {
    this.clock = clock;
  }

  void saw(String address, long bytes) {
    Instant now = clock.instant();
    synchronized (peers) {
      Seen before = peers.remove(address);
      peers.put(
          address,
          before == null
              ? new Seen(address, now, 1, bytes)
              : new Seen(address, now, before.requests + 1, before.bytes + bytes));
      if (peers.size() > MOST) {
        peers.remove(peers.keySet().iterator().next());
      }
    }
  }

  /**
   * How many there were.
   *
   * @return a count, which does not grow any more where there are too many
   */
  public int count() {
    synchronized (peers) {
      return peers.size();
    }
  }

  /**
   * The machines that asked last.
   *
   * @param most how many of them at most
   * @return the machines, the last one first
   */
  public List<Seen> last(int most) {
    List<Seen> all;
    synchronized (peers) {
      all = new ArrayList<>(peers.values());
    }
    Collections.reverse(all);
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }
}
