package org.peerdist.smb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The server as a client sees it that others wrote: smbj. */
class SmbjTest {
  private static final Set<SMB2ShareAccess> ALL = EnumSet.allOf(SMB2ShareAccess.class);

  @TempDir private Path folder;

  private interface Visit {
    void of(Session session) throws IOException;
  }

  private static void visit(
      RunningServer server, SMB2Dialect dialect, boolean encrypt, String password, Visit visit)
      throws IOException {
    SmbConfig config =
        SmbConfig.builder()
            .withDialects(dialect)
            .withEncryptData(encrypt)
            .withSigningRequired(true)
            .build();
    try (SMBClient client = new SMBClient(config);
        Connection connection = client.connect("127.0.0.1", server.port())) {
      assertThat(connection.getNegotiatedProtocol().getDialect()).isEqualTo(dialect);
      char[] secret = password.toCharArray();
      visit.of(connection.authenticate(new AuthenticationContext(RunningServer.USER, secret, "")));
    }
  }

  static Stream<Arguments> protections() {
    return Stream.of(
        Arguments.of(SMB2Dialect.SMB_2_1, false),
        Arguments.of(SMB2Dialect.SMB_3_0, false),
        Arguments.of(SMB2Dialect.SMB_3_0, true),
        Arguments.of(SMB2Dialect.SMB_3_0_2, true),
        Arguments.of(SMB2Dialect.SMB_3_1_1, false),
        Arguments.of(SMB2Dialect.SMB_3_1_1, true));
  }

  @ParameterizedTest
  @MethodSource("protections")
  void share_writtenAndRead_hasTheSameBytes(SMB2Dialect dialect, boolean encrypt)
      throws IOException {
    byte[] bytes = new byte[3_000_001];
    new Random(1).nextBytes(bytes);
    try (RunningServer server = new RunningServer(folder, options -> options)) {
      visit(
          server,
          dialect,
          encrypt,
          RunningServer.PASSWORD,
          session -> {
            try (DiskShare share = (DiskShare) session.connectShare("data")) {
              share.mkdir("a");
              try (File file = open(share, "a\\b", SMB2CreateDisposition.FILE_CREATE)) {
                file.write(bytes, 0);
                file.rename("a\\c");
              }
              assertThat(share.list("a")).extracting("fileName").contains("c");
              try (File file = open(share, "a\\c", SMB2CreateDisposition.FILE_OPEN);
                  InputStream stream = file.getInputStream()) {
                assertThat(stream.readAllBytes()).isEqualTo(bytes);
              }
              share.rm("a\\c");
              share.rmdir("a", false);
              assertThat(share.folderExists("a")).isFalse();
            }
          });
    }
  }

  private static File open(DiskShare share, String name, SMB2CreateDisposition disposition) {
    return share.openFile(name, EnumSet.of(AccessMask.GENERIC_ALL), null, ALL, disposition, null);
  }

  @Test
  void login_withAnotherPassword_fails() throws IOException {
    try (RunningServer server = new RunningServer(folder, options -> options)) {
      assertThatThrownBy(() -> visit(server, SMB2Dialect.SMB_3_1_1, false, "wrong", session -> {}))
          .isInstanceOf(SMBApiException.class)
          .hasMessageContaining("STATUS_LOGON_FAILURE");
      assertThat(server.failedLogins()).isEqualTo(1);
    }
  }

  @Test
  void readOnlyShare_writtenTo_refuses() throws IOException {
    try (RunningServer server = new RunningServer(folder, options -> options)) {
      visit(
          server,
          SMB2Dialect.SMB_3_1_1,
          false,
          RunningServer.PASSWORD,
          session -> {
            DiskShare share = (DiskShare) session.connectShare("readonly");
            assertThatThrownBy(() -> open(share, "new", SMB2CreateDisposition.FILE_CREATE))
                .isInstanceOf(SMBApiException.class);
            assertThat(share.fileExists("hello.txt")).isTrue();
          });
    }
  }

  @Test
  void encryptedServer_clientOf21_isRefused() throws IOException {
    try (RunningServer server =
        new RunningServer(folder, options -> options.withEncryption(true))) {
      assertThatThrownBy(
              () ->
                  visit(server, SMB2Dialect.SMB_2_1, false, RunningServer.PASSWORD, session -> {}))
          .isInstanceOf(SMBApiException.class)
          .hasMessageContaining("STATUS_ACCESS_DENIED");
    }
  }
}
