package org.peerdist.smb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that have logged in and do nothing, with real connections and keys. */
class IdleSessionsTest {
  private static final int SESSIONS = 1_000;
  private static final int MEGABYTES = 64;

  @TempDir private Path folder;

  @BeforeAll
  static void enoughFilesMayBeOpen() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long most = system.getMaxFileDescriptorCount();
      assumeTrue(most > SESSIONS + 200, () -> "only " + most + " files may be open");
    }
  }

  @Test
  void sessions_aThousandThatAreIdle_fitIntoASmallHeap() throws Exception {
    List<IdleSession> sessions = new ArrayList<>();
    try (SmallServer server = new SmallServer(folder, MEGABYTES)) {
      for (int i = 0; i < SESSIONS; i++) {
        IdleSession session =
            new IdleSession(server.port(), RunningServer.USER, RunningServer.PASSWORD);
        sessions.add(session);
        session.connect("data");
      }
      for (IdleSession session : sessions) {
        session.echo();
      }
      assertThat(sessions).hasSize(SESSIONS);
    } finally {
      close(sessions);
    }
  }

  private static void close(List<IdleSession> sessions) throws IOException {
    for (IdleSession session : sessions) {
      session.close();
    }
  }
}
