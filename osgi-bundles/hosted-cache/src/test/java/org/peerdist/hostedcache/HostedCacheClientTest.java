package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerdist.content.ContentRange;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.retrieval.Answer;
import org.peerdist.retrieval.FailureKind;
import org.peerdist.wire.WireFormatException;

/** The duties of a client, [MS-PCHC] 3.2.5, against a hosted cache that answers as it is told. */
class HostedCacheClientTest {
  private static final HostedCacheAddress V1 =
      new HostedCacheAddress(HostedCacheVersion.V1, "cache", 443);
  private static final HostedCacheAddress V2 =
      new HostedCacheAddress(HostedCacheVersion.V2, "cache", 80);
  private static final ContentRange ALL = ContentRange.ofLength(0, 1_000_000);

  private final List<OfferMessage> received = new ArrayList<>();
  private final Deque<ByteBuffer> answers = new ArrayDeque<>();
  private final HostedCacheClient client = new HostedCacheClient(this::exchange, 1337);
  private final SampleContent content1 = SampleContent.version1(200_000);
  private final Segment segment1 = content1.segment();

  private Answer<ByteBuffer> exchange(HostedCacheAddress cache, ByteBuffer request) {
    try {
      received.add(OfferMessage.read(cache.version(), request));
    } catch (WireFormatException e) {
      throw new IllegalStateException(e);
    }
    ByteBuffer answer = answers.poll();
    return answer == null
        ? new Answer.Failed<>(FailureKind.TIMEOUT, "no answer in time")
        : new Answer.Given<>(answer);
  }

  private void answer(ResponseCode... codes) {
    Arrays.stream(codes).map(ResponseCode::encode).forEach(answers::add);
  }

  private Answer<Integer> offer(HostedCacheAddress cache, List<Segment> segments) {
    return client.offer(cache, Wire.TAG, ALL, segments);
  }

  private static void assertFailed(Answer<Integer> answer, FailureKind kind) {
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    assertThat(((Answer.Failed<Integer>) answer).kind()).isEqualTo(kind);
  }

  @Test
  void offer_version2_isSentInBatches() {
    // SPEC [MS-PCHC] 3.2.4, 2.2.1.5
    List<Segment> segments = SampleContent.version2(3_000, 10).segments();
    answer(ResponseCode.OK, ResponseCode.OK, ResponseCode.OK);
    assertThat(offer(V2, segments)).isEqualTo(new Answer.Given<>(300));
    assertThat(received)
        .extracting(message -> ((BatchedOffer) message).segments().size())
        .containsExactly(128, 128, 44);
    BatchedOffer last = (BatchedOffer) received.get(2);
    assertThat(last.port()).isEqualTo(1337);
    assertThat(last.segments().get(43))
        .isEqualTo(OfferedSegment.of(segments.get(299), Wire.TAG).orElseThrow());
  }

  @Test
  void offer_nothing_sendsNothing() {
    assertThat(offer(V2, List.of())).isEqualTo(new Answer.Given<>(0));
    assertThat(offer(V1, List.of())).isEqualTo(new Answer.Given<>(0));
    assertThat(received).isEmpty();
  }

  @Test
  void offer_version1_tellsAllWhenThereIsInterest() {
    // SPEC [MS-PCHC] 3.2.5.1: if INTERESTED, the client MUST respond with a SEGMENT_INFO_MESSAGE.
    answer(ResponseCode.INTERESTED, ResponseCode.OK);
    assertThat(offer(V1, List.of(segment1))).isEqualTo(new Answer.Given<>(1));
    assertThat(received)
        .containsExactly(
            new InitialOffer(1337, segment1.id()), SegmentInfo.of(1337, Wire.TAG, segment1, ALL));
  }

  @Test
  void offer_version1_withoutInterest_tellsNoMore() {
    answer(ResponseCode.OK);
    assertThat(offer(V1, List.of(segment1))).isEqualTo(new Answer.Given<>(1));
    assertThat(received).containsExactly(new InitialOffer(1337, segment1.id()));
  }

  @Test
  void offer_whatTheVersionHasNoWordsFor_isLeftOut() {
    Segment sha512 = SampleContent.version1(1000, HashAlgorithm.SHA_512).segment();
    Segment version2 = SampleContent.version2(1000, 1000).segment();
    List<Segment> all = List.of(segment1, sha512, version2);
    answer(ResponseCode.OK);
    assertThat(offer(V2, all)).isEqualTo(new Answer.Given<>(2));
    answer(ResponseCode.OK, ResponseCode.OK);
    assertThat(offer(V1, all)).isEqualTo(new Answer.Given<>(2));
  }

  @Test
  void offer_unansweredOrMalformed_fails_andSendsNoMore() {
    // SPEC [MS-PCHC] 3.2.5.5: dropped, and the protocol sequence aborted.
    List<Segment> segments = SampleContent.version2(3_000, 10).segments();
    answer(ResponseCode.OK);
    assertFailed(offer(V2, segments), FailureKind.TIMEOUT);
    assertThat(received).hasSize(2);
    answers.add(Wire.hex("00000001 02"));
    assertFailed(offer(V2, segments), FailureKind.MALFORMED);
    answers.add(Wire.hex(""));
    assertFailed(offer(V1, List.of(segment1)), FailureKind.MALFORMED);
    assertThat(received).hasSize(4);
  }

  @Test
  void offer_answeredWithTheWrongCode_fails() {
    // SPEC [MS-PCHC] 2.2.2.2: OK is the only code for BATCHED_OFFER and SEGMENT_INFO.
    answer(ResponseCode.INTERESTED);
    assertFailed(offer(V2, List.of(segment1)), FailureKind.MALFORMED);
    answer(ResponseCode.INTERESTED, ResponseCode.INTERESTED);
    assertFailed(offer(V1, List.of(segment1, segment1)), FailureKind.MALFORMED);
    assertThat(received).hasSize(3);
  }

  @Test
  void address_namesItsUrl() {
    assertThat(V1.uri()).hasToString("https://cache:443/C574AC30-5794-4AEE-B1BB-6651C5315029");
    HostedCacheAddress six = new HostedCacheAddress(HostedCacheVersion.V2, "fe80::1%eth0", 1337);
    assertThat(six.uri())
        .hasToString("http://[fe80::1%eth0]:1337/0131501b-d67f-491b-9a40-c4bf27bcb4d4");
    assertThat(six).hasToString("http://[fe80::1%eth0]:1337");
    assertThatThrownBy(() -> new HostedCacheAddress(HostedCacheVersion.V2, "", 80))
        .hasMessageContaining("no hosted cache at ''");
    assertThatThrownBy(() -> new HostedCacheAddress(HostedCacheVersion.V2, "a", 0))
        .hasMessageContaining("port 0");
    assertThatThrownBy(() -> new HostedCacheAddress(HostedCacheVersion.V2, "a b", 80).uri())
        .hasMessageContaining("neither a name nor an address");
  }

  @Test
  void create_withoutPort_isRejected() {
    for (int port : new int[] {-1, 0, 65_536}) {
      assertThatThrownBy(() -> new HostedCacheClient(this::exchange, port))
          .hasMessage("nobody listens on port " + port);
    }
  }
}
