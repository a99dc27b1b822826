package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.VerifiedBlock;

class OffersTest {
  private static final TestContent FIRST = TestContent.of(ContentVersion.V1, 40 * 65536, 7);
  private static final TestContent SECOND = TestContent.of(ContentVersion.V2, 20_000_000, 8);

  private final BlockingQueue<List<Segment>> sent = new LinkedBlockingQueue<>();
  private final Offers offers = new Offers((range, segments) -> sent.add(List.copyOf(segments)));

  @AfterEach
  void close() {
    offers.close();
  }

  private static VerifiedBlock block(TestContent content, Segment segment, int index) {
    ContentRange range = segment.blockRange(index);
    ByteBuffer data = ByteBuffer.wrap(content.bytes(), (int) range.start(), (int) range.length());
    return segment.verify(index, data).orElseThrow();
  }

  private static List<SegmentId> ids(List<Segment> segments) {
    return segments.stream().map(Segment::id).toList();
  }

  private List<Segment> next() throws InterruptedException {
    return sent.poll(30, TimeUnit.SECONDS);
  }

  @Test
  void fromOrigin_notStarted_offersNothing() throws Exception {
    Segment segment = SECOND.information().segments().get(0);
    offers.of(SECOND.information().range()).accept(block(SECOND, segment, 0));
    assertThat(offers.awaitSent(0)).isZero();
    assertThat(sent).isEmpty();
  }

  /** [MS-PCHC] appendix 9. */
  @Test
  void fromOrigin_version1_offersAfterEachFifthOfTheBlocksAndAtTheEnd() {
    OriginShare share = new OriginShare();
    Segment segment = FIRST.information().segments().get(0);
    List<Integer> offered = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      if (share.add(block(FIRST, segment, i))) {
        offered.add(i);
      }
    }
    assertThat(offered).containsExactly(7, 15, 23, 31, 39);
    assertThat(share.add(block(FIRST, segment, 39))).as("the end of a segment").isTrue();
  }

  /** SPEC [MS-PCHC] 2.2.1.4: at most 128 in a batch. */
  @Test
  void fromOrigin_manySegments_areOfferedInBatches() throws Exception {
    offers.start();
    List<Segment> segments = SECOND.information().segments();
    assertThat(segments).hasSizeGreaterThan(256);
    for (Segment segment : segments) {
      offers.of(SECOND.information().range()).accept(block(SECOND, segment, 0));
    }
    int count = 0;
    while (count < segments.size()) {
      List<Segment> batch = next();
      assertThat(batch).hasSizeBetween(1, 128);
      assertThat(ids(batch)).isEqualTo(ids(segments.subList(count, count + batch.size())));
      count += batch.size();
    }
    assertThat(offers.awaitSent(30_000)).isEqualTo(segments.size());
  }

  @Test
  void fromOrigin_hostedCacheIsSlowOrDown_nobodyWaits() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    try (Offers slow =
        new Offers(
            (range, segments) -> {
              asked.countDown();
              answer.await();
              return false;
            })) {
      slow.start();
      List<Segment> segments = SECOND.information().segments();
      slow.offer(SECOND.information().range(), segments.get(0));
      asked.await();
      for (Segment segment : segments) {
        slow.of(SECOND.information().range()).accept(block(SECOND, segment, 0));
      }
      assertThat(slow.awaitSent(0)).isZero();
      answer.countDown();
      // What was refused is not kept for later.
      assertThat(slow.awaitSent(30_000)).isZero();
    }
  }
}
