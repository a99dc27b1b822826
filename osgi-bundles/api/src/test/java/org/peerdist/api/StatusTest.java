package org.peerdist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.spi.HandleLife;
import org.peerdist.api.spi.SessionLife;
import org.peerdist.api.spi.StatusSource;

/** The status, its changes, and what they do to sessions. */
class StatusTest {
  private final StatusSource source = new StatusSource(Availability.DISABLED, VersionRange.ALL);
  private final SessionLife session = new SessionLife(source);
  private final List<String> heard = new ArrayList<>();
  private Flow.Subscription subscription;

  private final class Listener implements Flow.Subscriber<PeerDistStatus> {
    private final long first;

    Listener(long first) {
      this.first = first;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      if (first != 0) {
        given.request(first);
      }
    }

    @Override
    public void onNext(PeerDistStatus status) {
      heard.add(status.availability().name());
    }

    @Override
    public void onError(Throwable reason) {
      heard.add(reason.getClass().getSimpleName());
    }

    @Override
    public void onComplete() {
      heard.add("end");
    }
  }

  @Test
  void changes_ofADisabledService_areToldFromTheFirstOn() {
    session.changes().subscribe(new Listener(Long.MAX_VALUE));
    assertThat(heard).isEmpty();
    source.change(Availability.DISABLED);
    source.change(Availability.AVAILABLE);
    source.change(Availability.AVAILABLE);
    source.change(Availability.UNAVAILABLE);
    assertThat(heard).containsExactly("AVAILABLE", "UNAVAILABLE");
  }

  @Test
  void changes_ofAnAvailableService_startWithTheStatus() {
    source.change(Availability.AVAILABLE);
    session.changes().subscribe(new Listener(1));
    assertThat(heard).containsExactly("AVAILABLE");
  }

  @Test
  void changes_slowSubscriber_hearsTheLastOne() {
    session.changes().subscribe(new Listener(1));
    source.change(Availability.AVAILABLE);
    source.change(Availability.DISABLED);
    source.change(Availability.UNAVAILABLE);
    assertThat(heard).containsExactly("AVAILABLE");
    subscription.request(1);
    assertThat(heard).containsExactly("AVAILABLE", "UNAVAILABLE");
  }

  @Test
  void changes_afterCancel_areNotTold() {
    session.changes().subscribe(new Listener(Long.MAX_VALUE));
    subscription.cancel();
    source.change(Availability.AVAILABLE);
    session.close();
    assertThat(heard).isEmpty();
  }

  @Test
  void changes_requestForNothing_isAnError() {
    session.changes().subscribe(new Listener(-1));
    assertThat(heard).containsExactly("IllegalArgumentException");
  }

  @Test
  void close_endsTheChanges() {
    session.changes().subscribe(new Listener(1));
    session.close();
    source.change(Availability.AVAILABLE);
    session.changes().subscribe(new Listener(0));
    assertThat(heard).containsExactly("end", "end");
  }

  @Test
  void open_asTheStatusIs_isRefused() {
    assertThatExceptionOfType(PeerDistException.class)
        .isThrownBy(() -> session.open(reason -> {}))
        .satisfies(e -> assertThat(e.error()).isEqualTo(PeerDistError.ACCESS_DISABLED_BY_POLICY));
    source.change(Availability.UNAVAILABLE);
    assertThatExceptionOfType(PeerDistException.class)
        .isThrownBy(() -> session.open(reason -> {}))
        .satisfies(e -> assertThat(e.error()).isEqualTo(PeerDistError.SERVICE_UNAVAILABLE));
    source.change(Availability.AVAILABLE);
    session.close();
    assertThatExceptionOfType(PeerDistException.class)
        .isThrownBy(() -> session.open(reason -> {}))
        .satisfies(e -> assertThat(e.error()).isEqualTo(PeerDistError.INVALID_HANDLE));
  }

  @Test
  void change_toUnavailable_invalidatesWhatIsOpen_forGood() throws Exception {
    source.change(Availability.AVAILABLE);
    List<PeerDistError> ends = new ArrayList<>();
    HandleLife handle = session.open(reason -> ends.add(reason.error()));
    handle.check();
    source.change(Availability.UNAVAILABLE);
    source.change(Availability.AVAILABLE);
    assertThat(handle.isOpen()).isFalse();
    assertThatExceptionOfType(PeerDistException.class)
        .isThrownBy(handle::check)
        .satisfies(e -> assertThat(e.error()).isEqualTo(PeerDistError.INVALIDATED));
    handle.close();
    assertThatExceptionOfType(PeerDistException.class)
        .isThrownBy(handle::check)
        .satisfies(e -> assertThat(e.error()).isEqualTo(PeerDistError.INVALID_HANDLE));
    assertThat(ends).containsExactly(PeerDistError.INVALIDATED);
  }

  @Test
  void close_abortsWhatIsOpen() throws Exception {
    source.change(Availability.AVAILABLE);
    List<PeerDistError> ends = new ArrayList<>();
    var unused = session.open(reason -> ends.add(reason.error()));
    session.close();
    assertThat(ends).containsExactly(PeerDistError.OPERATION_ABORTED);
  }
}
