package org.peerdist.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.api.ContentId;
import org.peerdist.api.ContentInformationReader;
import org.peerdist.api.Owner;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.VersionRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.hashgen.PublicationKey;
import org.peerdist.hashgen.PublishingService;

class FilterSettingsTest {
  @TempDir private Path temp;

  /** What {@code web.xml} says. */
  private record Config(Map<String, String> parameters) implements FilterConfig {
    @Override
    public String getFilterName() {
      return "peerdist";
    }

    @Override
    public ServletContext getServletContext() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getInitParameter(String name) {
      return parameters.get(name);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.enumeration(parameters.keySet());
    }
  }

  private FilterSettings settings(String... namesAndValues) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("state", temp.resolve("state").toString());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new FilterSettings(new Config(parameters));
  }

  private void assertRefused(String message, String name, String value) {
    assertThatThrownBy(() -> settings(name, value).open())
        .isInstanceOf(ServletException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void open_nothingButState_isTheUsual() throws Exception {
    FilterSettings settings = settings();
    settings.open().close();
    assertThat(temp.resolve("state/secret")).isRegularFile();
    assertThat(settings.highestVersion()).isEqualTo(ContentVersion.V2);
    assertThat(settings.minSize(64)).isEqualTo(64);
    assertThat(settings.types().test("text/html")).isTrue();
  }

  @Test
  void open_publishAndPassphrase_hashesTheFolderWithThat() throws Exception {
    Path site = Files.createDirectory(temp.resolve("site"));
    Path file = Files.write(site.resolve("file"), new byte[100_000]);
    Path passphrase = Files.writeString(temp.resolve("passphrase"), "secret");
    try (PublishingService service =
        settings(
                "publish",
                " " + site + " , ",
                "passphraseFile",
                passphrase.toString(),
                "contentVersion",
                "1",
                "cacheSize",
                "1000000")
            .open()) {
      assertThat(service.awaitPublished(Duration.ofSeconds(30))).isTrue();
      ContentId id = PublicationKey.ofFile(FileIdentity.read(file)).contentId();
      try (PublishingSession session = service.openSession(Owner.SHARED);
          ContentInformationReader found =
              session.openContentInformation(id, Optional.empty(), VersionRange.ALL)) {
        assertThat(found.version()).isEqualTo(ContentVersion.V1);
      }
    }
    assertThat(temp.resolve("state/secret")).doesNotExist();
  }

  @Test
  void types_includedAndExcluded_areMatchedInAnyCase() {
    Predicate<String> types =
        settings("includedTypes", "Video/MP4, text/html", "excludedTypes", "text/html").types();
    assertThat(types.test("video/mp4")).isTrue();
    assertThat(types.test("text/html")).isFalse();
    assertThat(types.test("image/png")).isFalse();
  }

  @Test
  void open_nonsense_isRefusedWithTheNameAndTheValue() throws Exception {
    assertRefused("The filter peerdist needs the init-param state", "state", " ");
    assertRefused("contentVersion=3: a whole number from 1 to 2", "contentVersion", "3");
    assertRefused("cacheSize=1 GB: a whole number from 1 ", "cacheSize", "1 GB");
    assertRefused("publish=/nowhere/at/all: no such folder", "publish", "/nowhere/at/all");
    assertRefused("passphraseFile=/nowhere cannot be read", "passphraseFile", "/nowhere");
    Path empty = Files.createFile(temp.resolve("empty"));
    assertRefused(
        "passphraseFile=" + empty + ": the file is empty", "passphraseFile", empty.toString());
    assertThatThrownBy(() -> settings("minSize", "-1").minSize(0))
        .hasMessage("minSize=-1: a whole number from 0 to 9223372036854775807 is expected");
    // Whatever was opened was closed, or it could not be opened again.
    settings().open().close();
  }
}
