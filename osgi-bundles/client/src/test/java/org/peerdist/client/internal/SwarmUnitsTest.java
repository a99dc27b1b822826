package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Units that are missing, some of them only when somebody wants them. */
class SwarmUnitsTest {
  private static final int SEGMENTS = 100;

  private final UnitMap map = new UnitMap(SEGMENTS, 0);
  private final Company company = new Company("me", Share.FULL);
  private final BitSet held = new BitSet();
  private final SwarmUnits units = SwarmUnits.onDemand(map, company, held::get);

  @Test
  void onDemand_nothingIsMissing_untilItIsWanted() {
    assertThat(units.missing()).isEmpty();
    assertThat(units.isIdle()).isTrue();
    assertThat(units.isFinished()).isFalse();
    assertThat(units.want(3)).isTrue();
    assertThat(units.want(1)).isTrue();
    assertThat(units.want(3)).as("once more").isTrue();
    assertThat(units.missing()).extracting(state -> state.unit).containsExactly(1, 3);
    units.done(1);
    assertThat(units.missing()).extracting(state -> state.unit).containsExactly(3);
    assertThat(units.isFinished()).isFalse();
  }

  @Test
  void want_whatTheOwnCacheHas_isNotMissing() {
    held.set(map.first(2), map.end(2));
    assertThat(units.want(2)).isFalse();
    held.clear(map.last(2));
    assertThat(units.want(2)).isTrue();
    units.done(2);
    assertThat(units.want(2)).as("not kept").isTrue();
  }

  @Test
  void isFree_twoWhoHaveTheStartByAccident_andTheOwnerDoesNot_oneGoesOn() {
    Company.Member owner = member(false);
    Company.Member later = member(true);
    assertThat(company.isMine(1)).isFalse();
    held.set(map.marker(1));
    assertThat(isFreeBesides(later)).as("the other one waits for this one").isTrue();
    assertThat(isFreeBesides(owner)).as("whose task it is").isFalse();
    held.clear();
    assertThat(isFreeBesides(later)).as("who has nothing of it").isFalse();
  }

  /** The others wait for it, since they see the start here. */
  @Test
  void isFree_whoseStartCameAfterTheUnitWasWanted_goesOn() {
    assertThat(member(false)).isSameAs(company.owner(1));
    assertThat(units.want(1)).isTrue();
    units.asked(List.of(map.marker(1)), 1, 2);
    assertThat(units.isFree(units.get(1), 2)).as("whose task it is not").isFalse();
    held.set(map.marker(1));
    assertThat(units.isFree(units.get(1), 2)).isTrue();
  }

  /** Whoever is to go on asks whether there is anybody else, as often as it takes. */
  @Test
  void telling_twoWhoHaveTheStartByAccident_oneAsksForItAgain() {
    Company.Member later = member(true);
    held.set(map.marker(1));
    assertThat(tellingBesides(later)).isEqualTo(map.marker(1));
    held.clear();
    assertThat(tellingBesides(later)).as("how far the other one is").isEqualTo(map.marker(1) + 1);
  }

  @Test
  void heard_whoHasTheEndOfAUnitButNotAllOfIt_isNotAskedAgainAtOnce() {
    Company.Member other = member(true);
    assertThat(units.want(1)).isTrue();
    assertThat(hears(other, 1)).isTrue();
    assertThat(units.lacked(units.get(1), other, 2)).as("that is no wonder").isTrue();
    assertThat(units.areSomeHeld()).isFalse();
    assertThat(hears(other, 3)).as("no news").isFalse();
    assertThat(units.areSomeHeld()).as("so that somebody begins with it").isFalse();
    assertThat(hears(other, 3_000_000_000L)).as("it may have the rest by now").isTrue();
    assertThat(units.areSomeHeld()).isTrue();
  }

  private boolean hears(Company.Member other, long now) {
    return units.heard(map.last(1), other, new SplittableRandom(1), now);
  }

  private int tellingBesides(Company.Member starter) {
    SwarmUnits some = new SwarmUnits(map, company, 2, held::get);
    assertThat(some.heard(map.marker(1), starter, new SplittableRandom(1), 1)).isTrue();
    return some.telling(some.get(1), 2);
  }

  /** A member that comes after this client in the order of unit 1, or before it. */
  private Company.Member member(boolean after) {
    for (int i = 0; ; i++) {
      Company.Member member = company.heard((after ? "after" : "before") + i, Share.FULL, false, 0);
      if (company.isBefore(1, member) == after) {
        company.roundEnded(0, 0);
        return member;
      }
    }
  }

  /** Whether to fetch unit 1, of which another one has the start. */
  private boolean isFreeBesides(Company.Member starter) {
    SwarmUnits some = SwarmUnits.onDemand(map, company, held::get);
    assertThat(some.want(1)).isTrue();
    assertThat(some.heard(map.marker(1), starter, new SplittableRandom(1), 1)).isTrue();
    some.asked(List.of(map.marker(1)), 1, 2);
    return some.isFree(some.get(1), 2);
  }
}
