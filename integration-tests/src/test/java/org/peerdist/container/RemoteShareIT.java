package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.server.UserStore;

/** A share of one container that another one shares once more. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(180)
class RemoteShareIT {
  private static final int LENGTH = 3_000_000;
  private static final String HOST_UNREACHABLE = "0xC000023D";

  @TempDir private Path folder;
  private Path file;
  private Path password;
  private Path users;

  @BeforeEach
  void prepare() throws Exception {
    byte[] content = new byte[LENGTH];
    new Random(1).nextBytes(content);
    file = Files.write(Files.createDirectory(folder.resolve("files")).resolve("file"), content);
    password = Files.writeString(folder.resolve("password"), "a secret\n");
    users = folder.resolve("users");
    Files.writeString(users, "anna: " + UserStore.hashOf("a secret").toHex() + "\n");
    Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void share_ofAnotherServer_isReadWithItsHashes() throws Exception {
    try (Station old = Station.start(Product.FELIX, folder.resolve("old"));
        Station gateway = Station.start(Product.EQUINOX, folder.resolve("gateway"))) {
      int port = share(old, Map.of("shares", "files=" + file.getParent()));
      String url = "smb://anna@127.0.0.1:" + port + "/files";
      String passwordFile = password.toString();
      int near = share(gateway, Map.of("shares", "docs=" + url, "password.file", passwordFile));

      String docs = "smb://anna@127.0.0.1:" + near + "/docs/file";
      String output = get(docs);
      // Nobody waits long for hashes that are made only when they are asked for.
      for (int i = 0; i < 60 && output.contains("\"hashBytes\":0,"); i++) {
        output = get(docs);
      }
      assertThat(output).contains("\"bytes\":" + LENGTH).doesNotContain("\"hashBytes\":0,");
      assertThat(folder.resolve("got")).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void share_ofAServerThatIsAwayAtTheStart_isReadWhenItComes() throws Exception {
    try (Station old = Station.start(Product.FELIX, folder.resolve("old"));
        Station gateway = Station.start(Product.EQUINOX, folder.resolve("gateway"))) {
      Map<String, Object> files = Map.of("shares", "files=" + file.getParent());
      int port = share(old, files);
      old.container().unconfigure("org.peerdist.share");
      awaitSilence(port);
      String url = "smb://anna@127.0.0.1:" + port + "/files";
      int near =
          share(gateway, Map.of("shares", "docs=" + url, "password.file", password.toString()));

      Map<String, Object> again = new HashMap<>(files);
      again.put("listen", "127.0.0.1:" + port);
      assertThat(share(old, again)).isEqualTo(port);
      assertThat(getWhenItIsThere("smb://anna@127.0.0.1:" + near + "/docs/file"))
          .contains("\"bytes\":" + LENGTH);
      assertThat(folder.resolve("got")).hasSameBinaryContentAs(file);
    }
  }

  /** Waits until nobody listens any more. */
  private static void awaitSilence(int port) {
    boolean silent = false;
    while (!silent) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        silent = !socket.isConnected();
      } catch (IOException e) {
        silent = true;
      }
    }
  }

  /** A server that was away is not tried again at once. */
  private String getWhenItIsThere(String url) throws Exception {
    while (true) {
      try {
        return get(url);
      } catch (AssertionError e) {
        assertThat(e).hasMessageContaining(HOST_UNREACHABLE);
      }
    }
  }

  private int share(Station station, Map<String, Object> what) throws Exception {
    station.publisher();
    Map<String, Object> all = new HashMap<>();
    all.putAll(Map.of("listen", "127.0.0.1:0", "users.file", users.toString()));
    all.putAll(what);
    station.container().configure("org.peerdist.share", all);
    Object address = station.container().service(Station.SHARE).call("address");
    return ((InetSocketAddress) address).getPort();
  }

  private String get(String url) throws Exception {
    return Command.output(
        "get",
        url,
        "-o",
        folder.resolve("got").toString(),
        "--password-file",
        password.toString(),
        "--state",
        folder.resolve("state").toString(),
        "--hash-latency",
        "0",
        "--no-discovery",
        "--json");
  }
}
