package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadReason;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.ContentVersion;

/** What a download tells of why its bytes came from where they came. */
@Timeout(30)
class DownloadReasonsTest {
  private final DownloadFixture network = new DownloadFixture(ContentVersion.V2);

  private List<String> why() throws Exception {
    return network.fetch().why().stream().map(DownloadReason::text).toList();
  }

  private void searching(BlockPeer... found) {
    network.options = ClientOptions.defaults();
    network.finder = segments -> List.of(found);
  }

  private BlockPeer failing(String name, Failure failure) {
    return ScriptedPeer.failing(name, network.content, n -> ScriptedPeer.fail(failure));
  }

  @Test
  void why_searchInVain_isThatNobodyAnswered() throws Exception {
    searching();
    assertThat(why()).containsExactly("no peer answered the probe");
    assertThat(network.fetch().why())
        .extracting(DownloadReason::code)
        .containsExactly("noPeerAnswered");
  }

  @Test
  void why_manyAnswered_tellsHowManyHadItAndWhoWasBad() throws Exception {
    BlockPeer[] peers = new BlockPeer[5];
    IntStream.range(0, 3)
        .forEach(
            i -> peers[i] = ScriptedPeer.keeping("none" + i, network.content, (s, b) -> false));
    // One segment is such that everybody has to be asked for it.
    peers[3] = ScriptedPeer.keeping("good", network.content, (s, b) -> s.range().start() > 0);
    peers[4] = failing("bad", Failure.CORRUPT);
    searching(peers);
    assertThat(why()).containsExactly("5 peers answered, 1 had it; 1 dropped: bad block (bad)");
  }

  @Test
  void why_noDiscovery_isSaid() throws Exception {
    assertThat(why()).containsExactly("peers were not searched: discovery is off");
  }

  @Test
  void why_namedPeersAndHostedCache_areToldApart() throws Exception {
    network.peers.add(failing("dead", Failure.REFUSED));
    network.peers.add(ScriptedPeer.keeping("none", network.content, (s, b) -> false));
    network.hostedCaches.add(ScriptedPeer.good("hosted", network.content));
    assertThat(why())
        .containsExactly(
            "2 named peers asked, none had it; 1 not reached (dead)",
            "1 hosted cache asked, 1 had it");
  }

  @Test
  void why_ownCacheHasAll_isSaid() throws Exception {
    network.store = new MemoryStore();
    network.peers.add(ScriptedPeer.good("good", network.content));
    assertThat(why()).containsExactly("1 named peer asked, 1 had it");
    assertThat(why()).containsExactly("all of it was in the own cache");
  }

  @Test
  void why_originWithoutHashes_tellsWhatItLacks() throws Exception {
    network.origin.information = Optional.empty();
    assertThat(why()).containsExactly("the origin sent no hashes");
    network.origin.etag = null;
    assertThat(why())
        .containsExactly(
            "the origin sent no hashes: no validator (neither ETag nor Last-Modified)");
  }

  @Test
  void why_originThatHashesOnly_saysSo() throws Exception {
    network.origin.hashesAfter.set(1);
    assertThat(why()).containsExactly("the origin sent no hashes: it has not hashed this yet");
  }

  @Test
  void why_malformedHashes_areNamed() throws Exception {
    network.origin.information = Optional.of(new byte[100]);
    assertThat(why()).containsExactly("the hashes of the origin could not be used");
  }

  @Test
  void why_otherBytesThanHashed_areNamed() throws Exception {
    byte[] other = network.content.bytes().clone();
    other[0]++;
    network.origin.content = other;
    assertThat(why()).containsExactly("the content of the origin does not match its hashes");
  }
}
