package org.peerdist.smb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.wire.Bytes;

/** Clients that are none, and what can be set. */
class ShareServerTest {
  @TempDir private Path folder;

  private static Socket connect(RunningServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** In good order, or not: that depends on whether all was read that was sent. */
  private static boolean isEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00ffffff",
        "0001000100",
        "81000044",
        "00000000",
        "00000004" + "ff534d42",
        "00000004" + "deadbeef",
        "00000004" + "fd534d42",
        "00000040" + "fe534d42",
        "00000014" + "474554202f20485454502f312e310d0a0d0a0d0a"
      })
  void connection_withNonsense_isEnded(String bytes) throws IOException {
    try (RunningServer server = new RunningServer(folder, options -> options);
        Socket socket = connect(server)) {
      OutputStream output = socket.getOutputStream();
      output.write(HexFormat.of().parseHex(bytes));
      output.flush();
      socket.shutdownOutput();
      assertThat(isEnded(socket)).isTrue();
    }
  }

  @Test
  void connection_withRandomFrames_isEndedAndOthersGoOn() throws IOException {
    Random random = new Random(1);
    try (RunningServer server = new RunningServer(folder, options -> options)) {
      for (int i = 0; i < 100; i++) {
        try (Socket socket = connect(server)) {
          byte[] frame = new byte[4 + 64 + random.nextInt(100)];
          random.nextBytes(frame);
          frame[0] = 0;
          frame[1] = 0;
          frame[2] = 0;
          frame[3] = (byte) (frame.length - 4);
          System.arraycopy(HexFormat.of().parseHex("fe534d424000"), 0, frame, 4, 6);
          socket.getOutputStream().write(frame);
          assertThat(isEnded(socket)).isTrue();
        }
      }
    }
  }

  @Test
  void strangers_moreThanThereMayBe_areTurnedAway() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try (RunningServer server = new RunningServer(folder, options -> options.withConnections(3))) {
      for (int i = 0; i < 3; i++) {
        sockets.add(connect(server));
      }
      try (Socket one = connect(server)) {
        assertThat(isEnded(one)).isTrue();
      }
      assertThat(server.connections()).isLessThanOrEqualTo(3);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @RepeatedTest(50)
  void close_withConnections_endsThem() throws IOException {
    RunningServer server = new RunningServer(folder, options -> options);
    try (Socket socket = connect(server)) {
      // Whether a worker is still busy with the connection is a matter of luck.
      server.close();
      assertThat(isEnded(socket)).isTrue();
    }
  }

  @Test
  void close_byWhoIsInterrupted_freesTheAddress() throws IOException {
    RunningServer server = new RunningServer(folder, options -> options);
    int port = server.port();
    Thread.currentThread().interrupt();
    try {
      server.close();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.getLocalPort()).isEqualTo(port);
    }
  }

  @Test
  void options_thatCannotBe_areRefused() {
    assertThatThrownBy(() -> new RunningServer(folder, options -> options.withName("a name")))
        .hasMessage("\"a name\" cannot be the name of a server");
    assertThatThrownBy(() -> Share.readOnly("IPC$", null)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void users_ofAFile_areFoundInAnyCase() throws IOException {
    Path file = folder.resolve("users");
    String hash = UserStore.hashOf("x").toHex();
    Files.writeString(file, "# users\n\nAlice: " + hash + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    UserStore users = UserStore.read(file);
    assertThat(users.ntHash("ALICE")).contains(Bytes.ofHex(hash));
    assertThat(users.ntHash("bob")).isEmpty();
    assertThat(UserStore.ofPasswords(Map.of("A", "x")).ntHash("a")).isPresent();
  }

  @Test
  void users_ofAFileThatIsWrong_areRefusedWithTheLine() throws IOException {
    Path file = folder.resolve("users");
    Files.writeString(file, "alice:password\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> UserStore.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("line 1: not a name, a colon and 32 hexadecimal digits");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> UserStore.read(file)).hasMessageContaining("by others");
  }
}
