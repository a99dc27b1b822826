package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OwnCacheOptionsTest {
  @TempDir Path folder;
  private Path one;
  private Path other;

  @BeforeEach
  void createFolders() throws Exception {
    one = Files.createDirectory(folder.resolve("one"));
    other = Files.createDirectory(folder.resolve("other"));
  }

  private Path socket(Path... cacheFolders) throws Exception {
    List<String> line = new ArrayList<>(List.of("--state", folder.resolve("state").toString()));
    for (Path each : cacheFolders) {
      line.addAll(List.of("--cache-dir", each.toString()));
    }
    return CommandLine.populateCommand(new OwnCacheOptions(), line.toArray(String[]::new)).socket();
  }

  @Test
  void socket_cacheInTheStateFolder_hasThePlainName() throws Exception {
    Path plain = folder.resolve("state/cache.socket");
    assertThat(socket()).isEqualTo(plain);
    Files.createDirectories(folder.resolve("state/cache"));
    assertThat(socket(folder.resolve("state/cache"))).isEqualTo(plain);
  }

  /** Two peers with one state folder do not take each other's socket. */
  @Test
  void socket_otherCaches_haveOtherNames() throws Exception {
    assertThat(List.of(socket(), socket(one), socket(other), socket(one, other)))
        .doesNotHaveDuplicates();
  }

  @Test
  void socket_sameCacheWrittenOtherwise_hasTheSameName() throws Exception {
    assertThat(socket(one, other)).isEqualTo(socket(other, folder.resolve("other/../one")));
  }
}
