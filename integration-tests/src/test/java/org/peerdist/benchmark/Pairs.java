package org.peerdist.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two things timed in turn, so that a machine whose speed drifts slows both: what counts is the
 * median of the ratios of the pairs.
 */
final class Pairs {
  /** Something that takes time. */
  interface Timed {
    /** Does it. */
    double seconds() throws Exception;
  }

  private final List<Double> ours = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();
  private final List<Double> theirs = new ArrayList<>();

  private Pairs() {}

  static Pairs run(int times, Timed ours, Timed theirs) throws Exception {
    Pairs pairs = new Pairs();
    ours.seconds();
    theirs.seconds();
    for (int i = 0; i < times; i++) {
      double first = ours.seconds();
      double second = theirs.seconds();
      pairs.ours.add(first);
      pairs.theirs.add(second);
      pairs.ratios.add(second / first);
    }
    return pairs;
  }

  /** How many times as fast as the other ours is. */
  double speed() {
    return median(ratios);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.3f s, the other %.3f s: %.2f times its speed (%.2f to %.2f in %d pairs)",
        median(ours),
        median(theirs),
        speed(),
        ratios.stream().min(Double::compare).orElseThrow(),
        ratios.stream().max(Double::compare).orElseThrow(),
        ratios.size());
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
