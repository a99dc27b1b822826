package org.peerdist.client.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A branch of many clients in virtual time: a line to the origin that all share, a network between
 * them that loses some datagrams, and clients that come late, die, lie, or are slow. The same seed
 * gives the same run.
 */
final class SwarmSimulation {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1000 * MILLI;
  private static final long TICK = 50 * MILLI;

  /** How long offers take until they are listened to. */
  private static final long OFFER = 200 * MILLI;

  final int segments;
  final SplittableRandom random;
  final List<SimulatedClient> clients = new ArrayList<>();
  long now = 1;

  /** How long a segment takes on the line to the origin, if nobody else uses it. */
  private final long segmentOnTheLine;

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private long numbers;
  private int onTheLine;
  long segmentsFromOrigin;

  /** How many of a hundred answers are lost. */
  int lossPercent = 2;

  /** How long an answer takes at most. */
  long slowestAnswer = 65 * MILLI;

  private record Event(long at, long number, Runnable action) {}

  /**
   * Creates an empty branch.
   *
   * @param units how long the content is
   * @param unitsPerSecond how fast the line is
   */
  SwarmSimulation(int units, int unitsPerSecond, long seed) {
    this.segments = units * UnitMap.LEAST;
    this.segmentOnTheLine = SECOND / unitsPerSecond / UnitMap.LEAST;
    this.random = new SplittableRandom(seed);
  }

  SimulatedClient add(SimulatedClient.Nature nature, long at) {
    return add(nature, new BitSet(), at);
  }

  /** Adds a client that has something from before. */
  SimulatedClient add(SimulatedClient.Nature nature, BitSet before, long at) {
    String service = "urn:uuid:client-" + clients.size();
    SimulatedClient client = new SimulatedClient(this, service, nature, before, random.split());
    clients.add(client);
    after(at, client::tick);
    return client;
  }

  void after(long nanos, Runnable action) {
    events.add(new Event(now + nanos, numbers++, action));
  }

  void tickLater(SimulatedClient client) {
    after(TICK, client::tick);
  }

  /** Takes a segment from the origin; the line is shared by those who use it. */
  void fromOrigin(Runnable then) {
    onTheLine++;
    segmentsFromOrigin++;
    after(
        segmentOnTheLine * onTheLine,
        () -> {
          onTheLine--;
          then.run();
        });
  }

  /** Tells the hosted caches, if there are some, of a segment that came from the origin. */
  void offer(SimulatedClient from, int segment) {
    for (SimulatedClient client : clients) {
      if (client.nature == SimulatedClient.Nature.HOSTED) {
        after(OFFER, () -> client.pull(from, segment));
      }
    }
  }

  /** Sends a probe to all others; some answers are lost, and those that are late are not heard. */
  void probe(SimulatedClient from, SwarmJob.Probe probe) {
    long patience = Math.max(probe.patience(), 300 * MILLI);
    for (SimulatedClient client : clients) {
      long delay = random.nextLong(MILLI, slowestAnswer);
      if (client != from && random.nextInt(100) >= lossPercent && delay < patience) {
        after(delay, () -> client.answer(from, probe));
      }
    }
    after(patience, () -> from.probed(probe));
  }

  /** Runs until every client has ended. */
  void run() {
    long most = 3600 * SECOND;
    for (int i = 0; !events.isEmpty() && now < most && (i % 64 != 0 || !isOver()); i++) {
      Event next = events.remove();
      now = next.at();
      next.action().run();
    }
  }

  private boolean isOver() {
    return clients.stream().allMatch(SimulatedClient::isFinished);
  }

  /** The bytes that crossed the line, as a part of the content. */
  double copies() {
    return (double) segmentsFromOrigin / segments;
  }

  double seconds() {
    return (double) now / SECOND;
  }
}
