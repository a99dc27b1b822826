package org.peerdist.smb.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.smb.files.NioFileTree;
import org.peerdist.smb.protocol.RecordedFrames;
import org.peerdist.smb.server.HashPublisher;
import org.peerdist.smb.server.Share;
import org.peerdist.smb.server.ShareServerOptions;
import org.peerdist.smb.server.UserStore;

/**
 * Frames of clients that may be anybody. Runs the samples as a normal test, and looks for new
 * inputs where the environment has JAZZER_FUZZ=1.
 */
class ConversationFuzzTest {
  @TempDir private static Path folder;

  /** All frames of smbclient in a row, each with its length in front, and each alone. */
  static Stream<Arguments> frames() {
    List<byte[]> frames = RecordedFrames.ofSmbclient();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frames.forEach(frame -> all.writeBytes(framed(frame)));
    return Stream.concat(
            Stream.of(all.toByteArray(), new byte[0]),
            frames.stream().map(ConversationFuzzTest::framed))
        .map(bytes -> arguments((Object) bytes));
  }

  private static byte[] framed(byte[] frame) {
    return ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).array();
  }

  /** Guests may come in: so even input without a secret gets to every command. */
  @MethodSource("frames")
  @FuzzTest(maxDuration = "120s")
  void receive(byte[] input) throws IOException {
    Files.writeString(folder.resolve("file"), "text");
    try (NioFileTree files = new NioFileTree(folder, "fuzz", true)) {
      ShareServerOptions options = ShareServerOptions.at(new InetSocketAddress(0)).withGuests(true);
      Service service =
          Service.of(
              options,
              List.of(Share.readOnly("data", files)),
              UserStore.ofPasswords(Map.of()),
              HashPublisher.NONE);
      Conversation conversation = new Conversation(service, new NoOutput());
      FrameInput frames = new FrameInput();
      ByteBuffer bytes = ByteBuffer.wrap(input);
      try {
        for (byte[] frame = frames.next(bytes, length -> length < Limits.FRAME);
            frame != null;
            frame = frames.next(bytes, length -> length < Limits.FRAME)) {
          conversation.receive(frame);
        }
      } catch (ProtocolViolation e) {
        assertThat(e.getMessage()).isNotEmpty();
        assertThat(e.getStackTrace()).isEmpty();
      } finally {
        conversation.close();
        service.close();
      }
    }
  }

  private static final class NoOutput implements Output {
    @Override
    public InetAddress address() {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void send(OutFrame frame) {
      frame.done();
    }

    @Override
    public void delay(long millis) {
      assertThat(millis).isBetween(1L, 5000L);
    }

    @Override
    public void post(Runnable task) {
      // Nobody waits for what comes later.
    }
  }
}
