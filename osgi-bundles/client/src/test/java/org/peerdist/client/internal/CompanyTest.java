package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.peerdist.client.internal.SwarmJob.Outcome;

class CompanyTest {
  private static final long SECOND = 1_000_000_000L;

  private final Company company = new Company("own", Share.FULL);

  /** Rounds of a second each, in which nobody says anything. */
  private void silence(int from, int to) {
    for (int second = from; second < to; second++) {
      company.roundEnded(second * SECOND, (second + 1) * SECOND);
    }
  }

  private Company.Member join(String service) {
    Company.Member member = company.heard(service, Share.FULL, false, 0);
    company.roundEnded(0, 0);
    return member;
  }

  @Test
  void roundEnded_silentForSomeRounds_staysForAWhile() {
    Company.Member member = join("other");
    silence(1, 20);
    assertThat(company.isSilent(member)).isTrue();
    assertThat(company.size()).isEqualTo(2);
    silence(20, 32);
    assertThat(company.size()).isEqualTo(1);
    assertThat(company.isPresent(member, 40 * SECOND)).isFalse();
  }

  @Test
  void roundEnded_giverThatDoesNotAnswerProbes_stays() {
    Company.Member member = join("other");
    silence(1, 25);
    company.asked(member);
    company.answered(member, Outcome.DONE, SECOND, 25 * SECOND);
    silence(25, 50);
    assertThat(company.isPresent(member, 50 * SECOND)).isTrue();
  }

  @Test
  void isHeard_mostHaveAnswered_isTrue() {
    join("a");
    join("b");
    join("c");
    company.heard("a", Share.FULL, false, 10);
    assertThat(company.isHeard(5)).isFalse();
    company.heard("b", Share.FULL, false, 11);
    assertThat(company.isHeard(5)).isTrue();
  }

  @Test
  void heard_hostedCache_getsNoPartOfTheWork() {
    company.heard("hosted cache", Share.HOSTED, false, 0);
    company.roundEnded(0, 0);
    assertThat(company.size()).isEqualTo(1);
    assertThat(company.present()).isEqualTo(2);
    for (int unit = 0; unit < 50; unit++) {
      assertThat(company.isMine(unit)).isTrue();
    }
  }

  /** Of somebody who answers, and says which part it takes. */
  private void says(String service, Share share, int second) {
    Company.Member unused = company.heard(service, share, false, second * SECOND);
    company.roundEnded(second * SECOND, second * SECOND);
  }

  @Test
  void roundEnded_peerThatTakesNoPart_isPresentAndOwnsNothing() {
    says("idle", Share.NONE, 1);
    assertThat(company.present()).isEqualTo(2);
    assertThat(company.size()).isEqualTo(1);
    assertThat(company.hasOthers()).isFalse();
    assertThat(company.mayGoOn(company.member("idle"))).isFalse();
  }

  /** What says it may be in a datagram that is lost. */
  @Test
  void roundEnded_onceWithoutASign_staysUntilThatIsSoTwice() {
    says("other", Share.FULL, 1);
    says("other", Share.NONE, 2);
    assertThat(company.size()).isEqualTo(2);
    says("other", Share.FULL, 3);
    says("other", Share.NONE, 4);
    assertThat(company.size()).isEqualTo(2);
    says("other", Share.NONE, 5);
    assertThat(company.size()).isEqualTo(1);
  }

  @Test
  void owner_spareOnes_onlyWhereNobodyTakesAFullPart() {
    Company spare = new Company("own", Share.SPARE);
    Company.Member other = spare.heard("spare", Share.SPARE, false, 0);
    spare.roundEnded(0, 0);
    assertThat(spare.size()).isEqualTo(2);
    assertThat(spare.includesOwn()).isTrue();
    Company.Member full = spare.heard("full", Share.FULL, false, SECOND);
    spare.roundEnded(SECOND, SECOND);
    assertThat(spare.size()).isEqualTo(1);
    assertThat(spare.includesOwn()).isFalse();
    assertThat(spare.owner(1)).isSameAs(full);
    spare.demote(full);
    spare.roundEnded(2 * SECOND, 2 * SECOND);
    assertThat(spare.includesOwn()).isTrue();
    assertThat(spare.mayGoOn(other)).isTrue();
    says("spare", Share.SPARE, 1);
    assertThat(company.mayGoOn(company.member("spare"))).as("a full one does not wait").isFalse();
  }

  /** The answer of who is busy is the same; and a hosted cache may have got the last part first. */
  @Test
  void answered_lacksWhatItSaidToHave_hostedCacheIsHeardForLonger() {
    Company.Member member = join("other");
    company.heard("hosted cache", Share.HOSTED, false, 0);
    company.roundEnded(0, 0);
    Company.Member hostedCache = company.member("hosted cache");
    for (int i = 0; i < 6; i++) {
      assertThat(company.isPresent(member, SECOND)).isTrue();
      company.asked(member);
      company.answered(member, Outcome.MISSING, 1, 0);
      company.asked(hostedCache);
      company.answered(hostedCache, Outcome.MISSING, 1, 0);
    }
    assertThat(company.isPresent(member, SECOND)).isFalse();
    assertThat(company.isPresent(hostedCache, SECOND)).isTrue();
  }

  @Test
  void owner_sameMembersInAnyOrder_isTheSame() {
    Company other = new Company("b", Share.FULL);
    other.heard("own", Share.FULL, false, 0);
    other.heard("a", Share.FULL, false, 0);
    other.roundEnded(0, 0);
    join("a");
    join("b");
    int mine = 0;
    for (int unit = 0; unit < 300; unit++) {
      assertThat(company.owner(unit).service()).isEqualTo(other.owner(unit).service());
      mine += company.isMine(unit) ? 1 : 0;
    }
    assertThat(mine).as("units of 300 with three members").isBetween(60, 140);
  }

  @Test
  void answered_failuresOfOneThatGaveBefore_isNotIgnoredSoon() {
    Company.Member reached = join("reached");
    Company.Member never = join("never");
    company.asked(reached);
    company.answered(reached, Outcome.DONE, 1, 0);
    for (int i = 0; i < 5; i++) {
      company.asked(reached);
      company.answered(reached, Outcome.FAILED, 1, 0);
      company.asked(never);
      company.answered(never, Outcome.FAILED, 1, 0);
    }
    assertThat(company.isPresent(reached, SECOND)).isTrue();
    assertThat(company.isPresent(never, SECOND)).isFalse();
    assertThat(company.isPresent(never, 31 * SECOND)).isTrue();
  }
}
