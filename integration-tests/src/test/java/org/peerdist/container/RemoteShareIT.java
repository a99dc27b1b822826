package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.server.UserStore;

/** A share of one container that another one shares once more. */
@DisabledOnOs(OS.WINDOWS)
class RemoteShareIT {
  private static final int LENGTH = 3_000_000;

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

  private int share(Station station, Map<String, Object> what) throws Exception {
    station.publisher();
    Map<String, Object> all = new HashMap<>(what);
    all.putAll(Map.of("listen", "127.0.0.1:0", "users.file", users.toString()));
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
