package org.peerdist.hostedcache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What waits to be fetched from one address, and what is known about its ports. For use by one
 * thread at a time.
 */
final class ClientPulls {
  private final ClientPorts ports;
  private final Map<Integer, Deque<Pull>> waiting = new LinkedHashMap<>();
  private int count;
  private int active;

  ClientPulls(int maxDeadPorts) {
    this.ports = new ClientPorts(maxDeadPorts);
  }

  ClientPorts ports() {
    return ports;
  }

  void add(Pull pull) {
    waiting.computeIfAbsent(pull.peer().getPort(), port -> new ArrayDeque<>()).add(pull);
    count++;
  }

  int waiting() {
    return count;
  }

  int active() {
    return active;
  }

  boolean isIdle() {
    return count == 0 && active == 0;
  }

  /** Takes a segment that may be fetched now; the ports take turns. */
  Optional<Pull> start(long now) {
    Optional<Integer> port =
        waiting.keySet().stream().filter(each -> ports.mayConnect(each, now)).findFirst();
    return port.map(this::start);
  }

  private Pull start(int port) {
    Deque<Pull> pulls = waiting.remove(port);
    Pull pull = pulls.remove();
    if (!pulls.isEmpty()) {
      waiting.put(port, pulls);
    }
    count--;
    active++;
    return pull;
  }

  /** Notes that something is no longer being fetched. */
  void end() {
    active--;
  }

  /** Forgets what waits for ports that must not be tried, and returns it. */
  List<Pull> dropRefused(long now) {
    List<Pull> dropped = new ArrayList<>();
    for (Iterator<Map.Entry<Integer, Deque<Pull>>> all = waiting.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<Integer, Deque<Pull>> port = all.next();
      if (!ports.mayOffer(port.getKey(), now)) {
        dropped.addAll(port.getValue());
        all.remove();
      }
    }
    count -= dropped.size();
    return dropped;
  }
}
