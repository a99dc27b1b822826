package org.peerdist.hostedcache;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.peerdist.content.SegmentId;

/**
 * The segments that wait to be fetched, and those that are being fetched. Clients take turns, none
 * gets more than its share, and a segment that many clients offer is fetched from one of them at a
 * time. Safe for use by many threads; knows no clock but what it is told.
 */
final class PullQueue {
  /** POLICY: so many clients of one segment are remembered beside the one that is asked. */
  private static final int MAX_OTHERS = 16;

  /** POLICY: addresses about which something is remembered. */
  private static final int MAX_CLIENTS = 4096;

  /** What became of an offered segment. */
  enum Admission {
    /** It is going to be fetched. */
    ACCEPTED,
    /** It is waited for already; this client is asked if the other one does not have it. */
    KNOWN,
    /** The port is not one that clients may have, or did not answer lately. */
    PORT_REFUSED,
    /** There is too much already. */
    FULL
  }

  /** A segment to be fetched. The opaque and the verified one of a name are two. */
  private record Key(SegmentId id, boolean verified) {
    static Key of(Pull pull) {
      return new Key(pull.id(), pull instanceof Pull.OfVerified);
    }
  }

  private final HostedCacheOptions options;
  private final Map<InetAddress, ClientPulls> clients = new LinkedHashMap<>(16, 0.75f, true);

  /** For each segment that waits or is being fetched, what else could be done to have it. */
  private final Map<Key, Deque<Pull>> others = new HashMap<>();

  private final Set<InetAddress> turns = new LinkedHashSet<>();
  private int waiting;
  private int active;

  PullQueue(HostedCacheOptions options) {
    this.options = options;
  }

  /**
   * Takes an offered segment.
   *
   * @param pull what to fetch
   * @param now the time in nanoseconds
   */
  synchronized Admission add(Pull pull, long now) {
    int port = pull.peer().getPort();
    if (!options.isAllowed(port)) {
      return Admission.PORT_REFUSED;
    }
    Optional<ClientPulls> client = client(pull.peer().getAddress());
    if (client.isEmpty() || waiting >= options.maxWaiting()) {
      return Admission.FULL;
    }
    if (!client.get().ports().mayOffer(port, now)) {
      return Admission.PORT_REFUSED;
    }
    Deque<Pull> known = others.get(Key.of(pull));
    if (known != null) {
      addOther(pull, known);
      return Admission.KNOWN;
    }
    if (client.get().waiting() >= options.maxWaitingPerClient()) {
      return Admission.FULL;
    }
    others.put(Key.of(pull), new ArrayDeque<>(2));
    enqueue(pull, client.get());
    return Admission.ACCEPTED;
  }

  private void addOther(Pull pull, Deque<Pull> known) {
    boolean there = known.stream().anyMatch(other -> other.peer().equals(pull.peer()));
    if (!there && known.size() < MAX_OTHERS) {
      known.add(pull);
      waiting++;
    }
  }

  private void enqueue(Pull pull, ClientPulls client) {
    client.add(pull);
    turns.add(pull.peer().getAddress());
    waiting++;
  }

  /** Returns what is known about an address, or nothing if too many others are busy. */
  private Optional<ClientPulls> client(InetAddress address) {
    ClientPulls known = clients.get(address);
    if (known == null) {
      if (clients.size() >= MAX_CLIENTS && !forgetOne()) {
        return Optional.empty();
      }
      known = new ClientPulls(options.maxDeadPorts());
      clients.put(address, known);
    }
    return Optional.of(known);
  }

  private boolean forgetOne() {
    for (Iterator<ClientPulls> all = clients.values().iterator(); all.hasNext(); ) {
      if (all.next().isIdle()) {
        all.remove();
        return true;
      }
    }
    return false;
  }

  /**
   * Takes the next segment to fetch. {@link #finished} has to be called afterwards.
   *
   * @param now the time in nanoseconds
   * @return nothing if there is none that may be fetched now
   */
  synchronized Optional<Pull> next(long now) {
    // What is dropped on the way may make others wait whose turn was over.
    for (int idle = 0; idle < turns.size() && active < options.maxPulls(); idle++) {
      InetAddress address = turns.iterator().next();
      turns.remove(address);
      ClientPulls client = clients.get(address);
      int before = waiting;
      Optional<Pull> pull = client == null ? Optional.empty() : start(client, now);
      if (client != null && client.waiting() > 0) {
        turns.add(address);
      }
      if (pull.isPresent()) {
        return pull;
      }
      if (waiting != before) {
        idle = -1;
      }
    }
    return Optional.empty();
  }

  private Optional<Pull> start(ClientPulls client, long now) {
    if (client.active() >= options.maxPullsPerClient()) {
      return Optional.empty();
    }
    Optional<Pull> pull = client.start(now);
    if (pull.isPresent()) {
      waiting--;
      active++;
    } else {
      drop(client.dropRefused(now));
    }
    return pull;
  }

  /**
   * Notes the end of a fetch.
   *
   * @param pull what was fetched
   * @param outcome what came of it
   * @param now the time in nanoseconds
   * @return the time after which this client is asked again; zero if it is not, or can be at once
   */
  synchronized Duration finished(Pull pull, PullOutcome outcome, long now) {
    ClientPulls client = clients.get(pull.peer().getAddress());
    client.end();
    active--;
    int port = pull.peer().getPort();
    switch (outcome) {
      case COMPLETE, NOT_STORED -> {
        client.ports().answered(port, now);
        settle(Key.of(pull));
      }
      case INCOMPLETE -> {
        client.ports().answered(port, now);
        askAnother(pull);
      }
      case FAILED -> {
        return failed(pull, client, now);
      }
    }
    return Duration.ZERO;
  }

  private Duration failed(Pull pull, ClientPulls client, long now) {
    long pause = client.ports().failed(pull.peer().getPort(), now);
    if (pause > 0) {
      enqueue(pull, client);
      return Duration.ofNanos(pause);
    }
    askAnother(pull);
    drop(client.dropRefused(now));
    return Duration.ZERO;
  }

  private void drop(List<Pull> pulls) {
    waiting -= pulls.size();
    pulls.forEach(this::askAnother);
  }

  private void settle(Key key) {
    waiting -= others.remove(key).size();
  }

  /** Goes on with another client that has offered the same. */
  private void askAnother(Pull pull) {
    Pull other = others.get(Key.of(pull)).poll();
    if (other == null) {
      settle(Key.of(pull));
      return;
    }
    waiting--;
    client(other.peer().getAddress())
        .ifPresentOrElse(client -> enqueue(other, client), () -> settle(Key.of(pull)));
  }

  /** The number of segments that wait, and of clients that could be asked for them instead. */
  synchronized int waiting() {
    return waiting;
  }

  /** The number of segments that are being fetched. */
  synchronized int active() {
    return active;
  }
}
