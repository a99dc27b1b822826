package org.peerdist.smb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.smb.files.FileTree;
import org.peerdist.smb.files.NioFileTree;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.files.OpenRequest;
import org.peerdist.smb.protocol.StatusException;

/** What the files of a share may throw that nobody counts on. */
class BrokenFilesTest {
  private static final Logger SERVER = Logger.getLogger("org.peerdist.smb.server");

  @TempDir private Path folder;
  private final Log log = new Log();

  /** What the server has to say. */
  private static final class Log extends Handler {
    private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord entry) {
      records.add(entry);
    }

    @Override
    public void flush() {
      // Nothing is kept back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  /** Files that cannot be opened. */
  private record Broken(Throwable why) implements FileTree {
    @Override
    public OpenFile open(OpenRequest request) throws StatusException {
      if (why instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) why;
    }

    @Override
    public byte[] queryFileSystem(int informationClass, int most) {
      return new byte[0];
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @BeforeEach
  void listen() {
    SERVER.addHandler(log);
    SERVER.setUseParentHandlers(false);
  }

  @AfterEach
  void listenNoMore() {
    SERVER.removeHandler(log);
    SERVER.setUseParentHandlers(true);
  }

  static Stream<Throwable> reasons() {
    return Stream.of(
        new OutOfMemoryError("as a test"),
        new StackOverflowError("as a test"),
        new NoClassDefFoundError("as a test"),
        new IllegalStateException("as a test"));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void request_thatFailsUnexpectedly_endsItsConnectionOnly(Throwable reason) throws Exception {
    Files.writeString(folder.resolve("file"), "hello");
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (NioFileTree files = new NioFileTree(folder, "test", false);
        ShareServer server =
            ShareServer.start(
                ShareServerOptions.at(anyPort).withWorkers(1),
                List.of(Share.readOnly("good", files), Share.readOnly("bad", new Broken(reason))),
                UserStore.ofPasswords(Map.of("alice", "a secret")),
                HashPublisher.NONE);
        IdleSession other = session(server, "good");
        IdleSession session = session(server, "bad")) {
      assertThatThrownBy(() -> session.open("file")).isInstanceOf(EOFException.class);
      // The only worker has told what it had to tell before it goes on.
      other.open("file");
      assertThat(server.connections()).isEqualTo(1);
      assertThat(log.records).extracting(LogRecord::getThrown).containsExactly(reason);
    }
  }

  private static IdleSession session(ShareServer server, String share) throws Exception {
    IdleSession session = new IdleSession(server.address().getPort(), "alice", "a secret");
    session.connect(share);
    return session;
  }
}
