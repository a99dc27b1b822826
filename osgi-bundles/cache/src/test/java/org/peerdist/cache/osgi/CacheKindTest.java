package org.peerdist.cache.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.cache.CacheLimit;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;

class CacheKindTest {
  private final CacheKind kind = new CacheKind();

  @TempDir private Path folder;

  @Test
  void read_theDefaultsThatConsolesShow_isTheSameAsNothing() throws SettingException {
    Map<String, Object> shown =
        Stream.of(CacheComponent.Configuration.class.getDeclaredMethods())
            .collect(
                Collectors.toMap(
                    method -> method.getName().replace('_', '.'), Method::getDefaultValue));

    assertThat(shown).containsOnlyKeys("folder", "size", "max.age");
    assertThat(kind.read(new Settings(shown))).isEqualTo(kind.read(new Settings(Map.of())));
  }

  @Test
  void read_allSet_isWhatWasSet() throws SettingException {
    CacheSettings settings =
        kind.read(
            new Settings(Map.of("folder", folder.toString(), "size", "2GiB", "max.age", "never")));

    assertThat(settings)
        .isEqualTo(
            new CacheSettings(
                folder, new CacheOptions(CacheLimit.ofBytes(2L << 30), Optional.empty())));
    assertThat(kind.read(new Settings(Map.of("max.age", "12h"))).options().maxAge())
        .hasValue(Duration.ofHours(12));
  }

  @ParameterizedTest
  @CsvSource({"size, 0%", "size, 1000", "size, much", "max.age, 3s", "max.age, old"})
  void read_wrongValue_namesItsKey(String key, String value) {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> kind.read(new Settings(Map.of(key, value))))
        .satisfies(e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void start_folderInUse_namesTheFolder() throws Exception {
    CacheSettings settings =
        kind.read(new Settings(Map.of("folder", folder.toString(), "size", "1MiB")));
    try (ContentCache first = kind.start(settings)) {
      assertThat(first.size()).isNotNegative();
      assertThatExceptionOfType(SettingException.class)
          .isThrownBy(() -> kind.start(settings))
          .satisfies(e -> assertThat(e.key()).isEqualTo("folder"));
    }
  }

  @Test
  void start_folderIsAFile_namesTheFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    CacheSettings settings = kind.read(new Settings(Map.of("folder", file.toString())));

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> kind.start(settings))
        .satisfies(e -> assertThat(e.key()).isEqualTo("folder"));
  }
}
