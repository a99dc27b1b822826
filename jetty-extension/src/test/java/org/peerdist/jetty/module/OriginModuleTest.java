package org.peerdist.jetty.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.jetty.PeerDistHandler;

class OriginModuleTest {
  @TempDir private Path base;
  private OriginModule module;
  private final Server server = new Server();

  @BeforeEach
  void create() {
    module = new OriginModule(base.toString());
    server.setHandler(new ContextHandlerCollection());
  }

  private PeerDistHandler startAndStop() throws Exception {
    PeerDistHandler handler = module.install(server);
    server.start();
    server.stop();
    return handler;
  }

  @Test
  void install_usualSettings_keepsAPrivateSecretAndEndsWithTheServer() throws Exception {
    PeerDistHandler handler = startAndStop();

    assertThat(server.getHandler()).isSameAs(handler);
    assertThat(handler.getHandler()).isInstanceOf(ContextHandlerCollection.class);
    Path state = base.resolve("var/peerdist");
    assertThat(Files.getPosixFilePermissions(state))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(state.resolve("secret")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    byte[] secret = Files.readAllBytes(state.resolve("secret"));
    // The cache was closed, or it could not be opened again.
    new OriginModule(base.toString()).install(new Server()).stop();
    assertThat(Files.readAllBytes(state.resolve("secret"))).isEqualTo(secret);
  }

  @Test
  void install_stateElsewhere_isThere() throws Exception {
    module.setState("other");
    module.setPublish("");
    startAndStop();

    assertThat(base.resolve("other/publications")).isDirectory();
    assertThat(base.resolve("var")).doesNotExist();
  }

  @Test
  void install_passphraseFile_needsNoSecret() throws Exception {
    Files.writeString(base.resolve("passphrase"), "known to several servers");
    module.setPassphraseFile("passphrase");
    startAndStop();

    assertThat(base.resolve("var/peerdist/secret")).doesNotExist();
  }

  @Test
  void install_whatIsNotThere_isRefusedByName() throws Exception {
    module.setPublish("here , there");
    Files.createDirectories(base.resolve("here"));
    assertThatThrownBy(() -> module.install(server))
        .isInstanceOf(IOException.class)
        .hasMessage("peerdist.publish=" + base.resolve("there") + ": there is no such folder");
    module = new OriginModule(base.toString());
    Files.createFile(base.resolve("empty"));
    module.setPassphraseFile("empty");
    assertThatThrownBy(() -> module.install(server))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("peerdist.passphrase.file=")
        .hasMessageContaining("empty");
  }

  @Test
  void set_nonsense_isRefusedWithTheSettingAndItsValue() {
    assertThatThrownBy(() -> module.setContentVersion("3"))
        .hasMessage("peerdist.contentVersion=3: a whole number from 1 to 2 is expected");
    assertThatThrownBy(() -> module.setMinSize("64 KiB"))
        .hasMessageStartingWith("peerdist.minSize=64 KiB: a whole number from 0 to ");
    assertThatThrownBy(() -> module.setCacheSize("0"))
        .hasMessageStartingWith("peerdist.cacheSize=0: ");
    assertThatThrownBy(() -> module.setHitMode("never"))
        .hasMessage("peerdist.hitMode=never: abort or discard is expected");
    module.setHitMode("Discard");
  }
}
