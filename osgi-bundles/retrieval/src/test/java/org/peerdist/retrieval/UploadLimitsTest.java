package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.WireFormatException;

class UploadLimitsTest {
  private static final int BLOCK = 65_536;

  private final SampleContent content = SampleContent.version1(BLOCK * 4).without(3);
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final RetrievalServer server =
      new RetrievalServer(
          content,
          CryptoAlgorithm.AES_128,
          UploadLimits.PEER.withBytesPerSecond(4 * BLOCK),
          new SecureRandom(),
          clock::get);

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private RetrievalResponse ask(int index) {
    GetBlocks request = GetBlocks.of(CryptoAlgorithm.AES_128, content.segment.id(), index);
    return server.respond(request.encode()).orElseThrow();
  }

  private static BlockResponse read(RetrievalResponse response) throws WireFormatException {
    return (BlockResponse) ResponseMessage.read(response.body());
  }

  @Test
  void respond_toMoreThanTheRate_waitsForWhatIsBeforeIt() throws WireFormatException {
    assertThat(ask(0).delay()).isZero();
    assertThat(ask(1).delay()).isEqualTo(Duration.ofMillis(250));
    RetrievalResponse third = ask(2);
    assertThat(third.delay()).isEqualTo(Duration.ofMillis(500));
    assertThat(read(third).block().hasRemaining()).isTrue();
    pass(Duration.ofMillis(300));
    assertThat(ask(0).delay()).isEqualTo(Duration.ofMillis(450));
    pass(Duration.ofDays(1));
    assertThat(ask(0).delay()).as("a long rest saves nothing up").isZero();
    assertThat(ask(0).delay()).isEqualTo(Duration.ofMillis(250));
  }

  /** POLICY: who would wait for more than half a second is told that there is nothing. */
  @Test
  void respond_toFarMoreThanTheRate_isEmpty() throws WireFormatException {
    for (int i = 0; i < 3; i++) {
      assertThat(read(ask(0)).block().hasRemaining()).isTrue();
    }
    RetrievalResponse busy = ask(0);
    assertThat(busy.delay()).isZero();
    assertThat(read(busy)).isEqualTo(BlockResponse.empty(content.segment.id(), 0, 0));
    assertThat(server.busyAnswers()).isEqualTo(1);
    assertThat(server.bytesServed()).isEqualTo(3 * BLOCK);
    pass(Duration.ofMillis(250));
    assertThat(read(ask(0)).block().hasRemaining()).isTrue();
  }

  @Test
  void respond_whileBlocksWait_answersTheRestAtOnce() throws WireFormatException {
    RetrievalResponse first = ask(0);
    RetrievalResponse second = ask(1);
    RetrievalResponse missing = ask(3);
    assertThat(missing.delay()).isZero();
    assertThat(read(missing).block().hasRemaining()).isFalse();
    assertThat(server.activeUploads()).isEqualTo(3);
    first.close();
    second.close();
    missing.close();
    assertThat(server.activeUploads()).isZero();
  }

  @Test
  void withRate_ofAnything_needNotBeWhole() throws WireFormatException {
    RetrievalServer slow =
        new RetrievalServer(
            content,
            CryptoAlgorithm.NONE,
            UploadLimits.PEER.withBytesPerSecond(1),
            new SecureRandom(),
            clock::get);
    GetBlocks request = GetBlocks.of(CryptoAlgorithm.NONE, content.segment.id(), 0);
    assertThat(read(slow.respond(request.encode()).orElseThrow()).block().hasRemaining()).isTrue();
    pass(Duration.ofSeconds(BLOCK - 1));
    assertThat(read(slow.respond(request.encode()).orElseThrow()).block().hasRemaining()).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(read(slow.respond(request.encode()).orElseThrow()).block().hasRemaining()).isTrue();
  }

  /** SPEC [MS-PCCRR] 3.2.1, note 12: 64 uploads by default. */
  @Test
  void create_limits_areChecked() {
    assertThat(UploadLimits.PEER).isEqualTo(new UploadLimits(64, OptionalLong.empty()));
    assertThatThrownBy(() -> UploadLimits.PEER.withUploads(0))
        .hasMessage("upload limit 0 is less than 1");
    assertThatThrownBy(() -> UploadLimits.PEER.withBytesPerSecond(0))
        .hasMessage("upload rate 0 is less than 1 byte a second");
  }
}
