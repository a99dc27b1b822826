package org.peerdist.smb.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.smb.protocol.StatusException;

/** Many clients at once. */
class ConcurrentOpensTest {
  private static final int CLIENTS = 8;
  private static final int ROUNDS = 100;

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private NioFileTree tree;
  private Client client;

  @BeforeEach
  void share() throws Exception {
    tree = new NioFileTree(folder, "crowd", false);
    client = new Client(tree, true);
  }

  @AfterEach
  void unshare() {
    threads.shutdownNow();
    tree.close();
  }

  private void all(Callable<Void> story) throws Exception {
    List<Future<Void>> stories = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      stories.add(threads.submit(story));
    }
    for (Future<Void> each : stories) {
      each.get();
    }
  }

  @Test
  void create_sameNameByMany_isGrantedToOneAtATime() throws Exception {
    AtomicInteger holders = new AtomicInteger();
    AtomicInteger granted = new AtomicInteger();
    AtomicInteger violations = new AtomicInteger();
    all(
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            int options = CreateOptions.DELETE_ON_CLOSE;
            try (OpenFile open = client.open("lock", Access.ALL, 0, Client.OPEN_IF, options)) {
              if (holders.incrementAndGet() != 1) {
                violations.incrementAndGet();
              }
              granted.incrementAndGet();
              open.write(Client.bytes("mine"), 0);
              holders.decrementAndGet();
            } catch (StatusException e) {
              // Another one has it: SHARING_VIOLATION or DELETE_PENDING.
              assertThat(e.status().name()).matches("SHARING_VIOLATION|DELETE_PENDING");
            }
          }
          return null;
        });
    assertThat(violations).hasValue(0);
    assertThat(granted.get()).isPositive();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void append_byMany_losesNothing() throws Exception {
    client.put("log", "");
    all(
        () -> {
          try (OpenFile open = client.open("log", Client.READ | Access.APPEND_DATA)) {
            for (int i = 0; i < ROUNDS; i++) {
              open.write(Client.bytes("line\n"), -1);
            }
          }
          return null;
        });
    assertThat(client.get("log").lines()).hasSize(CLIENTS * ROUNDS).containsOnly("line");
  }
}
