package org.peerdist.hashgen.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;

class PublishingKindTest {
  private final PublishingKind kind = new PublishingKind();

  @TempDir private Path folder;

  @Test
  void read_nothingOrTheDefaultsThatConsolesShow_isUsual() throws SettingException {
    Map<String, Object> shown =
        Stream.of(PublishingComponent.Configuration.class.getDeclaredMethods())
            .collect(
                Collectors.toMap(
                    method -> method.getName().replace('_', '.'), Method::getDefaultValue));
    PublishingSettings nothing = kind.read(new Settings(Map.of()));

    assertThat(shown).containsKeys("state", "cache.size");
    assertThat(kind.read(new Settings(shown))).isEqualTo(nothing);
    assertThat(nothing.options()).isEqualTo(PublishingOptions.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "passphrase.file, /none/such",
    "folders, /none/such",
    "content.version, 3",
    "cache.size, 0",
    "cache.size, big"
  })
  void read_wrongValue_namesItsKey(String key, String value) {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> kind.read(new Settings(Map.of(key, value))))
        .satisfies(e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void start_withFolders_hasTheirHashes() throws Exception {
    Path site = Files.createDirectory(folder.resolve("site"));
    Path state = folder.resolve("state");
    Map<String, Object> values = Map.of("state", state.toString(), "folders", site.toString());
    PublishingSettings settings = kind.read(new Settings(values));

    try (PublishingService service = kind.start(settings)) {
      assertThat(service.cache().count()).isZero();
      assertThat(state.resolve("secret")).exists();
      assertThatExceptionOfType(SettingException.class)
          .isThrownBy(() -> kind.start(settings))
          .satisfies(e -> assertThat(e.key()).isEqualTo("state"));
    }
  }

  @Test
  void start_emptyPassphrase_namesTheFile() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty"));
    Map<String, Object> values =
        Map.of("state", folder.toString(), "passphrase.file", empty.toString());
    PublishingSettings settings = kind.read(new Settings(values));

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> kind.start(settings))
        .satisfies(e -> assertThat(e.key()).isEqualTo("passphrase.file"));
  }
}
