package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.client.internal.SimulatedClient.Nature;

/** Many clients in virtual time: all of them end, and together they need the line once. */
@Timeout(300)
class SwarmTest {
  private static final int UNITS = 256;
  private static final int UNITS_PER_SECOND = 25;

  private SwarmSimulation branch = new SwarmSimulation(UNITS, UNITS_PER_SECOND, 1);

  /** Clients that start within some milliseconds. */
  private void start(int count, Nature nature, long within) {
    for (int i = 0; i < count; i++) {
      branch.add(nature, branch.random.nextLong(within * SwarmSimulation.MILLI));
    }
  }

  private void runToTheEnd(double mostCopies) {
    branch.run();
    assertThat(branch.clients).allMatch(SimulatedClient::isFinished);
    assertThat(branch.copies()).isLessThanOrEqualTo(mostCopies);
  }

  @Test
  void run_oneClient_takesAllAtFullSpeed() {
    start(1, Nature.GOOD, 1);
    runToTheEnd(1.0);
    assertThat(branch.seconds()).isLessThan(1.3 * UNITS / UNITS_PER_SECOND);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void run_fiftyAtOnce_needOneCopy(long seed) {
    branch = new SwarmSimulation(UNITS, UNITS_PER_SECOND, seed);
    start(50, Nature.GOOD, 100);
    runToTheEnd(1.2);
    assertThat(branch.seconds()).isLessThan(3.0 * UNITS / UNITS_PER_SECOND);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void run_twoHundredAtOnce_needLittleMore(long seed) {
    branch = new SwarmSimulation(UNITS, UNITS_PER_SECOND, seed);
    start(200, Nature.GOOD, 100);
    runToTheEnd(1.3);
  }

  @Test
  void run_startWithinThreeSeconds_needsLittleMore() {
    start(50, Nature.GOOD, 3000);
    runToTheEnd(1.3);
  }

  @Test
  void run_fastLine_needsLittleMore() {
    branch = new SwarmSimulation(UNITS, 1000, 3);
    start(10, Nature.GOOD, 50);
    runToTheEnd(1.3);
  }

  @Test
  void run_halfOfTheAnswersLost_needsLittleMore() {
    branch.lossPercent = 50;
    start(50, Nature.GOOD, 100);
    runToTheEnd(1.5);
  }

  @Test
  void run_answersOfSeconds_needsLittleMore() {
    branch.slowestAnswer = 4 * SwarmSimulation.SECOND;
    start(50, Nature.GOOD, 100);
    runToTheEnd(1.5);
  }

  @Test
  void run_slowLine_needsOneCopy() {
    branch = new SwarmSimulation(64, 1, 4);
    start(50, Nature.GOOD, 100);
    runToTheEnd(1.3);
  }

  @Test
  void run_allKindsOfOthers_goodOnesEnd() {
    start(40, Nature.GOOD, 200);
    start(3, Nature.SLOW, 200);
    start(2, Nature.WRONG, 200);
    start(2, Nature.LAZY, 200);
    start(10, Nature.MORTAL, 200);
    start(5, Nature.GOOD, 8000);
    for (SimulatedClient client : branch.clients) {
      if (client.nature == Nature.MORTAL) {
        branch.after(branch.random.nextLong(2, 8) * SwarmSimulation.SECOND, client::die);
      }
    }
    runToTheEnd(1.6);
  }

  /** The starts of some units, as downloads leave them that broke off. */
  private static BitSet starts() {
    BitSet starts = new BitSet();
    UnitMap map = new UnitMap(UNITS * UnitMap.LEAST, 0);
    for (int unit = 10; unit < map.count(); unit += 12) {
      starts.set(map.first(unit), map.first(unit) + 5);
    }
    return starts;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 10})
  void run_someHaveStartsOfUnitsFromBefore_nobodyWaitsForThem(int holders) {
    for (int i = 0; i < 10; i++) {
      long at = branch.random.nextLong(100 * SwarmSimulation.MILLI);
      branch.add(Nature.GOOD, i < holders ? starts() : new BitSet(), at);
    }
    runToTheEnd(1.2);
    assertThat(branch.seconds()).isLessThan(2.0 * UNITS / UNITS_PER_SECOND);
  }

  /** The hosted cache has what it was offered, and takes no part of the work. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void run_fiftyAtOnceWithAHostedCache_needOneCopy(long seed) {
    branch = new SwarmSimulation(UNITS, UNITS_PER_SECOND, seed);
    branch.add(Nature.HOSTED, 1);
    start(50, Nature.GOOD, 100);
    runToTheEnd(1.05);
    assertThat(branch.seconds()).isLessThan(3.0 * UNITS / UNITS_PER_SECOND);
  }

  /** Machines that have too much to do: nobody knows of all others for a long time. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void run_manyAnswersLateOrLost_needsLittleMore(long seed) {
    branch = new SwarmSimulation(UNITS, UNITS_PER_SECOND, seed);
    branch.lossPercent = 30;
    branch.slowestAnswer = 8 * SwarmSimulation.SECOND;
    branch.add(Nature.HOSTED, 1);
    start(50, Nature.GOOD, 2000);
    runToTheEnd(1.25);
  }

  private double lastGoodOne() {
    return branch.clients.stream()
        .filter(client -> client.nature == Nature.GOOD)
        .mapToDouble(client -> (double) client.finishedAt / SwarmSimulation.SECOND)
        .max()
        .orElseThrow();
  }

  /** Whoever is to be slow has it from the others, and nobody waits for it. */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "1, 3", "5, 1", "5, 2", "5, 3"})
  void run_someOfTenHaveALimit_othersAreAsFastAsWithoutThem(int limited, long seed) {
    branch = new SwarmSimulation(UNITS, UNITS_PER_SECOND, seed);
    start(10 - limited, Nature.GOOD, 100);
    runToTheEnd(1.2);
    double without = lastGoodOne();
    branch = new SwarmSimulation(UNITS, UNITS_PER_SECOND, seed);
    start(10 - limited, Nature.GOOD, 100);
    start(limited, Nature.LIMITED, 100);
    runToTheEnd(1.2);
    assertThat(lastGoodOne()).isLessThan(1.1 * without);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void run_allHaveALimit_needOneCopy(long seed) {
    branch = new SwarmSimulation(UNITS, UNITS_PER_SECOND, seed);
    start(10, Nature.LIMITED, 100);
    runToTheEnd(1.2);
    assertThat(branch.seconds()).isLessThan(1.3 * branch.segments / SimulatedClient.LIMIT);
  }

  /** A peer of long ago, whose download broke off. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void run_idleOnesHavePartsOfIt_nobodyWaitsForThem(int idle) {
    start(10, Nature.GOOD, 100);
    runToTheEnd(1.2);
    double without = branch.seconds();
    branch = new SwarmSimulation(UNITS, UNITS_PER_SECOND, 1);
    for (int i = 0; i < idle; i++) {
      BitSet part = starts();
      part.set(0, 40 * UnitMap.LEAST + 3);
      branch.add(Nature.IDLE, part, 1);
    }
    start(10, Nature.GOOD, 100);
    runToTheEnd(1.2);
    assertThat(branch.seconds()).isLessThan(1.1 * without);
  }

  /** Those who are alone with it do not wait for the others. */
  @Test
  void run_oneWithALimitAmongIdleOnes_takesTheRestItself() {
    BitSet part = starts();
    branch.add(Nature.IDLE, part, 1);
    branch.add(Nature.IDLE, part, 1);
    start(1, Nature.LIMITED, 1);
    runToTheEnd(1.0);
    assertThat(branch.seconds()).isLessThan(1.3 * branch.segments / SimulatedClient.LIMIT);
  }

  @Test
  void run_boastfulOne_doesNotKeepOthersFromSharing() {
    start(20, Nature.GOOD, 200);
    start(1, Nature.BOASTFUL, 1);
    runToTheEnd(4);
  }
}
