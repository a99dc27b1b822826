package org.peerdist.hashgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ServerPassphrase;

final class KeptPassphraseTest {
  @TempDir private Path folder;

  @Test
  void read_secondTime_isTheSame() throws Exception {
    ServerPassphrase first = new KeptPassphrase(folder.resolve("secret")).read();

    assertThat(first.value().length()).isEqualTo(32);
    assertThat(new KeptPassphrase(folder.resolve("secret")).read()).isEqualTo(first);
    assertThat(new KeptPassphrase(folder.resolve("other")).read()).isNotEqualTo(first);
  }

  @Test
  void read_new_isForItsOwnerOnlyAndLeavesNothingElse() throws Exception {
    Path file = folder.resolve("secret");
    new KeptPassphrase(file).read();

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void read_manyAtOnce_getTheSame() throws Exception {
    int readers = 8;
    CyclicBarrier start = new CyclicBarrier(readers);
    ExecutorService threads = Executors.newFixedThreadPool(readers);
    try {
      List<Callable<ServerPassphrase>> tasks = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        tasks.add(
            () -> {
              start.await();
              return new KeptPassphrase(folder.resolve("secret")).read();
            });
      }
      Set<ServerPassphrase> seen = new HashSet<>();
      for (Future<ServerPassphrase> result : threads.invokeAll(tasks)) {
        seen.add(result.get());
      }
      assertThat(seen).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void read_somethingElse_isRejected() throws Exception {
    Path file = Files.write(folder.resolve("secret"), new byte[3]);

    assertThatThrownBy(() -> new KeptPassphrase(file).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("3 bytes, not a secret of 32");
  }
}
