package org.peerdist.jetty;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.peerdist.content.SegmentId;

/**
 * The machines that asked for something, by their addresses. It remembers the last {@value #MOST}.
 * Safe for use by many threads.
 */
public final class SeenPeers {
  /** POLICY: as many as a branch has. */
  static final int MOST = 1024;

  private final InstantSource clock;
  private final Map<String, Seen> peers = new LinkedHashMap<>();
  private final Map<Given, Boolean> given = new LinkedHashMap<>();
  private final List<GivenListener> listeners = new CopyOnWriteArrayList<>();

  private record Given(String address, SegmentId segment) {}

  /** Hears of segments that others take. */
  @FunctionalInterface
  public interface GivenListener {
    /**
     * A machine has begun to take a segment. Called on the thread that answers it, so it must be
     * quick, and must not throw.
     *
     * @param address the address of the machine
     * @param segment the segment
     */
    void given(String address, SegmentId segment);
  }

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

  void gave(String address, SegmentId segment) {
    synchronized (given) {
      if (given.put(new Given(address, segment), true) != null) {
        return;
      }
      if (given.size() > MOST) {
        given.remove(given.keySet().iterator().next());
      }
    }
    listeners.forEach(listener -> listener.given(address, segment));
  }

  /**
   * Tells somebody, from now on, when a machine begins to take a segment.
   *
   * @param listener is told
   */
  public void addListener(GivenListener listener) {
    listeners.add(listener);
  }

  /**
   * Does not tell somebody any more.
   *
   * @param listener the same object as before
   */
  public void removeListener(GivenListener listener) {
    listeners.remove(listener);
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
