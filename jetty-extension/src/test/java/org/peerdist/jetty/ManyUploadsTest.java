package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.hostedcache.HostedCache;
import org.peerdist.retrieval.BlockResponse;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.GetBlocks;
import org.peerdist.retrieval.ResponseMessage;
import org.peerdist.wire.WireFormatException;

/** As many uploads at once as a hosted cache has by default, to clients that take their time. */
@Timeout(120)
class ManyUploadsTest {
  private static final int MOST = HostedCache.DEFAULT_UPLOADS.uploads();
  private static final int BLOCK = 65_536;

  /** A block for each upload, as much again for everything else. */
  private static final String MEMORY = MOST * 2 * BLOCK / 1024 + "k";

  private static final int ROUNDS = 4;

  @TempDir Path folder;

  private static ByteBuffer request(Segment segment, int client) {
    return GetBlocks.of(CryptoAlgorithm.AES_128, segment.id(), index(segment, client)).encode();
  }

  /** The blocks that have the full length, one after the other. */
  private static int index(Segment segment, int client) {
    return client % (segment.blockCount() - 1);
  }

  private static BlockResponse block(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("HTTP/1.1 200 ");
    int start = text.indexOf("\r\n\r\n") + 4;
    try {
      return (BlockResponse)
          ResponseMessage.read(ByteBuffer.wrap(answer, start, answer.length - start));
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** Fills the server, has one client more turned away, and lets all others read to the end. */
  private static void uploads(PeerOnJetty peer, Segment segment) throws Exception {
    BitSet right = new BitSet();
    try (SlowReaders clients = new SlowReaders(peer.address())) {
      for (int client = 0; client < MOST; client++) {
        clients.add(client, request(segment, client));
      }
      Asking.await("all are served at once", () -> peer.retrieval.activeUploads() == MOST);
      turnAway(peer, segment);
      clients.readAll(
          (client, answer) -> {
            int index = index(segment, client);
            assertThat(block(answer).block()).isEqualTo(peer.block(segment, index));
            right.set(client);
          });
    }
    assertThat(right.cardinality()).isEqualTo(MOST);
    Asking.await("all have ended", () -> peer.retrieval.activeUploads() == 0);
  }

  private static void turnAway(PeerOnJetty peer, Segment segment) throws IOException {
    try (SlowReaders late = new SlowReaders(peer.address())) {
      late.add(0, request(segment, 0));
      // SPEC [MS-PCCRR] 3.2.1: at the limit, an empty answer.
      late.readAll(
          (client, answer) ->
              assertThat(block(answer)).isEqualTo(BlockResponse.empty(segment.id(), 0, 0)));
    }
  }

  /** The server and its clients, in a virtual machine that has little memory. */
  static final class Rounds {
    private Rounds() {}

    public static void main(String[] arguments) throws Exception {
      try (PeerOnJetty peer =
          new PeerOnJetty(
              Path.of(arguments[0]),
              CryptoAlgorithm.NONE,
              HostedCache.DEFAULT_UPLOADS,
              Duration.ofMinutes(2))) {
        Segment segment =
            peer.segments.stream().filter(s -> s.version() == ContentVersion.V1).findFirst().get();
        for (int i = 0; i < ROUNDS; i++) {
          uploads(peer, segment);
        }
        assertThat(peer.retrieval.busyAnswers()).isEqualTo(ROUNDS);
      }
    }
  }

  @Test
  void uploads_upToTheLimit_areAllRight_inLittleMemory() throws Exception {
    Process rounds =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + MEMORY,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Rounds.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(rounds.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(rounds.waitFor()).as(output).isZero();
    } finally {
      rounds.destroyForcibly();
    }
  }
}
