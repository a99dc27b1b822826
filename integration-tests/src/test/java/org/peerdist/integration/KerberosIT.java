package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.apache.kerby.kerberos.kerb.type.ticket.TgtTicket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Samba server that knows its users by Kerberos, with a KDC of its own. */
@Timeout(180)
class KerberosIT {
  private static final String REALM = "EXAMPLE.TEST";
  private static final String USER = System.getProperty("user.name") + "@" + REALM;
  private static final String PASSWORD = "Gehe1m";

  @TempDir private Path folder;
  private SimpleKdcServer kdc;
  private Path tickets;
  private Samba samba;

  @BeforeEach
  void start() throws Exception {
    kdc = startKdc();
    kdc.createPrincipal(USER, PASSWORD);
    kdc.createPrincipal("cifs/localhost@" + REALM);
    File keys = folder.resolve("keytab").toFile();
    kdc.exportPrincipal("cifs/localhost@" + REALM, keys);
    tickets = folder.resolve("tickets");
    TgtTicket tgt = kdc.getKrbClient().requestTgt(USER, PASSWORD);
    kdc.getKrbClient().storeTicket(tgt, tickets.toFile());
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("note.txt"), "for those who have a ticket");
    samba =
        Samba.start(
            folder.resolve("samba"),
            files,
            "map to guest = never",
            "realm = " + REALM,
            "kerberos method = dedicated keytab",
            "dedicated keytab file = FILE:" + keys);
  }

  @AfterEach
  void stop() throws Exception {
    if (samba != null) {
      samba.close();
    }
    if (kdc != null) {
      kdc.stop();
    }
  }

  /** Another program may take the port before the KDC does. */
  private SimpleKdcServer startKdc() throws Exception {
    for (int left = 9; ; left--) {
      SimpleKdcServer started = new SimpleKdcServer();
      started.setKdcHost("127.0.0.1");
      started.setKdcRealm(REALM);
      started.setKdcTcpPort(freePort());
      started.setAllowUdp(false);
      started.setWorkDir(Files.createDirectory(folder.resolve("kdc" + left)).toFile());
      try {
        started.init();
        started.start();
        return started;
      } catch (KrbException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Commands.Ended get(Path cache, String host, String... more)
      throws IOException, InterruptedException {
    Commands commands =
        Commands.of(
            Path.of(System.getProperty("peerdist.launcher")),
            "env",
            "KRB5CCNAME=" + cache,
            "KRB5_CONFIG=" + new File(kdc.getWorkDir(), "krb5.conf"));
    String url = "smb://" + host + ":" + samba.port() + "/data/note.txt";
    List<String> line = commands.peerdist("get", url, "--kerberos", "--no-discovery");
    line.addAll(List.of("--state", folder.resolve("state").toString()));
    line.addAll(List.of(more));
    return commands.end(line);
  }

  @Test
  void get_withATicket_isLetIn() throws IOException, InterruptedException {
    Commands.Ended read = new Commands.Ended(0, "for those who have a ticket", "");
    assertThat(get(tickets, "localhost")).isEqualTo(read);
    assertThat(get(tickets, "localhost", "--require-encryption")).isEqualTo(read);
  }

  @Test
  void get_withoutATicket_saysWhatToDo() throws IOException, InterruptedException {
    assertThat(get(folder.resolve("none"), "localhost").errors())
        .isEqualTo("peerdist: there is no Kerberos ticket: run kinit first\n");
    assertThat(get(tickets, "127.0.0.1").errors())
        .startsWith("peerdist: Kerberos gives no ticket for cifs/127.0.0.1, so look whether");
  }
}
