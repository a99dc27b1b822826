package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerAnswer;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;

/** A peer at several addresses. */
class MultihomedPeerTest {
  private final TestContent content = TestContent.of(ContentVersion.V2, 300_000, 1);
  private final Segment segment = content.information().segments().get(0);
  private final ScriptedPeer second = ScriptedPeer.good("second", content);
  private final ScriptedPeer third = ScriptedPeer.good("third", content);

  private ScriptedPeer failing(Failure failure) {
    return ScriptedPeer.failing("first", content, request -> ScriptedPeer.fail(failure));
  }

  @Test
  void fetchBlock_firstAddressWorks_isTheOnlyOneAsked() throws Exception {
    BlockPeer peer = MultihomedPeer.of(List.of(second, third));
    for (int i = 0; i < 3; i++) {
      assertThat(peer.fetchBlock(segment, 0)).isInstanceOf(PeerAnswer.Found.class);
    }
    assertThat(peer.name()).isEqualTo("second");
    assertThat(third.requests).hasValue(0);
    assertThat(peer.blocksHeld(segment)).isPresent();
    assertThat(third.lists).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "MALFORMED", "CORRUPT"})
  void fetchBlock_firstAddressFails_isAskedForAtTheNext(Failure failure) throws Exception {
    ScriptedPeer first = failing(failure);
    BlockPeer peer = MultihomedPeer.of(List.of(first, second, third));
    assertThat(peer.fetchBlock(segment, 0)).isInstanceOf(PeerAnswer.Found.class);
    assertThat(peer.fetchBlock(segment, 0)).isInstanceOf(PeerAnswer.Found.class);
    assertThat(first.requests).hasValue(1);
    assertThat(second.requests).hasValue(2);
    assertThat(third.requests).hasValue(0);
  }

  @Test
  void fetchBlock_firstAddressIsSilent_isNotWaitedForTwice() throws Exception {
    BlockPeer peer = MultihomedPeer.of(List.of(failing(Failure.SILENT), second));
    assertThat(peer.fetchBlock(segment, 0)).isInstanceOf(PeerAnswer.Failed.class);
    assertThat(second.requests).hasValue(0);
    assertThat(peer.fetchBlock(segment, 0)).isInstanceOf(PeerAnswer.Found.class);
  }

  @Test
  void fetchBlock_lastAddressIsSilent_isAskedForAtTheFirstAgain() throws Exception {
    ScriptedPeer first =
        ScriptedPeer.failing(
            "first", content, n -> n == 0 ? ScriptedPeer.fail(Failure.SILENT) : Optional.empty());
    BlockPeer peer = MultihomedPeer.of(List.of(first, failing(Failure.SILENT)));
    assertThat(peer.fetchBlock(segment, 0)).isInstanceOf(PeerAnswer.Failed.class);
    assertThat(peer.fetchBlock(segment, 0)).isInstanceOf(PeerAnswer.Failed.class);
    assertThat(peer.fetchBlock(segment, 0)).isInstanceOf(PeerAnswer.Found.class);
  }

  @Test
  void fetchBlock_busy_isBusyAtAllAddresses() throws Exception {
    BlockPeer peer = MultihomedPeer.of(List.of(failing(Failure.BUSY), second));
    assertThat(peer.fetchBlock(segment, 0))
        .isEqualTo(new PeerAnswer.Failed(Failure.BUSY, "as told"));
    assertThat(second.requests).hasValue(0);
  }

  @Test
  void fetchBlock_allAddressesFail_isAFailure() throws Exception {
    ScriptedPeer last =
        ScriptedPeer.failing("last", content, r -> ScriptedPeer.fail(Failure.CORRUPT));
    BlockPeer peer = MultihomedPeer.of(List.of(failing(Failure.REFUSED), last));
    for (int i = 0; i < 2; i++) {
      assertThat(peer.fetchBlock(segment, 0))
          .isEqualTo(new PeerAnswer.Failed(Failure.CORRUPT, "as told"));
    }
    assertThat(last.requests).hasValue(2);
  }

  @Test
  void fetchBlock_missing_isMissingAtAllAddresses() throws Exception {
    ScriptedPeer empty = ScriptedPeer.keeping("empty", content, (s, i) -> false);
    BlockPeer peer = MultihomedPeer.of(List.of(empty, second));
    assertThat(peer.fetchBlock(segment, 0)).isInstanceOf(PeerAnswer.Missing.class);
    assertThat(peer.blocksHeld(segment)).map(held -> held.isEmpty()).isEqualTo(Optional.of(true));
    assertThat(second.requests).hasValue(0);
  }
}
