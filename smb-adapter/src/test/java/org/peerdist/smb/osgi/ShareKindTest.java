package org.peerdist.smb.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.smb.client.SmbLogin;
import org.peerdist.smb.publication.HashLevel;
import org.peerdist.smb.publication.HashPolicy;
import org.peerdist.smb.service.ShareService;
import org.peerdist.smb.service.ShareSettings;
import org.peerdist.smb.service.SharedFolder;
import org.peerdist.smb.service.SharedRemote;
import org.peerdist.wire.Bytes;

class ShareKindTest {
  @TempDir private Path folder;
  private PublishingService publishing;
  private ShareKind kind;

  @BeforeEach
  void open() throws IOException {
    publishing =
        PublishingService.open(
            folder.resolve("publications"),
            new ServerPassphrase(Bytes.ofHex("01")),
            PublishingOptions.DEFAULT);
    kind = new ShareKind(publishing);
  }

  @AfterEach
  void close() throws IOException {
    publishing.close();
  }

  private ShareSettings read(Map<String, Object> values) throws SettingException {
    Map<String, Object> all = new HashMap<>(Map.of("guests", true, "listen", "127.0.0.1:0"));
    all.putAll(values);
    return kind.read(new Settings(all));
  }

  @Test
  void read_usualSettings_giveAllHashesAndAllowNoChanges() throws SettingException {
    ShareSettings settings = read(Map.of());
    assertThat(settings.folders()).isEmpty();
    assertThat(settings.readOnly()).isTrue();
    assertThat(settings.policy()).isEqualTo(HashPolicy.ALL);
    assertThat(settings.options().guests()).isTrue();
  }

  @Test
  void read_allSettings() throws SettingException {
    ShareSettings settings =
        read(
            Map.of(
                "shares",
                new String[] {"Data=" + folder},
                "hash.publication",
                "enabled",
                "hash.shares",
                new String[] {"DATA"},
                "content.version",
                1,
                "publish",
                true,
                "signing",
                true,
                "encryption",
                true,
                "read.only",
                false));
    assertThat(settings.folders()).hasSize(1);
    assertThat(settings.policy())
        .isEqualTo(
            new HashPolicy(HashLevel.ENABLED_SHARES, Set.of("data"), Set.of(ContentVersion.V1)));
    assertThat(settings.options().signing()).isTrue();
    assertThat(settings.options().encryption()).isTrue();
    assertThat(settings.publish()).isTrue();
    assertThat(settings.readOnly()).isFalse();
  }

  @Test
  void read_sharesOfOtherServers_haveTheUserOfTheUrlAndThePasswordOfTheFile() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "a secret\n");
    ShareSettings settings =
        read(
            Map.of(
                "shares",
                new String[] {
                  "Data=" + folder, "Far=smb://D;anna@nas/files/docs", "All=smb://nas/x"
                },
                "password.file",
                password.toString()));
    assertThat(settings.folders()).extracting(SharedFolder::name).containsExactly("Data");
    assertThat(settings.remotes()).extracting(SharedRemote::name).containsExactly("Far", "All");
    SharedRemote far = settings.remotes().get(0);
    assertThat(far.address().path()).isEqualTo("docs");
    assertThat(far.login()).hasToString("user D\\anna");
    assertThat(far.login().password()).containsExactly("a secret".toCharArray());
    assertThat(settings.remotes().get(1).login().kind()).isEqualTo(SmbLogin.Kind.GUEST);
    assertWrong("password.file", "shares", "Far=smb://anna@nas/files");
    assertWrong("shares", "Far=smb://");
    assertWrong("shares", "smb://nas/files");
  }

  private void assertWrong(String wrong, String key, Object value) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOfSatisfying(SettingException.class, e -> assertThat(e.key()).isEqualTo(wrong));
  }

  @Test
  void read_wrongSettings_areNamed() throws IOException {
    assertWrong("shares", new String[] {"Data"});
    assertWrong("shares", new String[] {"Data=" + folder.resolve("none")});
    assertWrong("hash.publication", "some");
    assertWrong("content.version", 3);
    assertWrong("users.file", folder.resolve("none").toString());
    assertWrong("users.file", Files.writeString(folder.resolve("users"), "anna").toString());
    assertThatThrownBy(() -> kind.read(new Settings(Map.of())))
        .isInstanceOfSatisfying(
            SettingException.class, e -> assertThat(e.key()).isEqualTo("users.file"));
  }

  private void assertWrong(String key, Object value) {
    assertWrong(key, key, value);
  }

  @Test
  void start_sharesAreThere() throws SettingException, IOException {
    ShareSettings settings = read(Map.of("shares", new String[] {"Data=" + folder}));
    try (ShareService service = kind.start(settings)) {
      assertThat(service.names()).isEqualTo(List.of("Data"));
      assertThat(service.address().getPort()).isPositive();
      assertThat(kind.describe(service)).contains("Data");
    }
    assertThatThrownBy(
            () -> kind.start(read(Map.of("shares", new String[] {"a/b=" + folder}))).close())
        .isInstanceOfSatisfying(
            SettingException.class, e -> assertThat(e.key()).isEqualTo("shares"));
  }
}
