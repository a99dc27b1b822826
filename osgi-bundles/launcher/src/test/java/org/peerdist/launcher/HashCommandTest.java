package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.hashgen.KeptPassphrase;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.wire.Bytes;

final class HashCommandTest {
  @TempDir private Path folder;
  private Path content;

  @BeforeEach
  void writeContent() throws Exception {
    byte[] bytes = new byte[500_000];
    new Random(7).nextBytes(bytes);
    content = Files.write(folder.resolve("content"), bytes);
  }

  private int hash(String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "hash";
    all[1] = content.toString();
    all[2] = "--state";
    all[3] = folder.resolve("state").toString();
    System.arraycopy(options, 0, all, 4, options.length);
    return Main.run(all);
  }

  private ContentInformation read(String name) throws Exception {
    return ContentInformation.decode(ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name))));
  }

  @Test
  void hash_usual_isVersion2BesideTheFile() throws Exception {
    assertThat(hash()).isZero();

    assertThat(read("content.pci2").version()).isEqualTo(ContentVersion.V2);
    assertThat(read("content.pci2").range()).isEqualTo(ContentRange.ofLength(0, 500_000));
  }

  @Test
  void hash_bothVersions_areThoseOfEach() throws Exception {
    assertThat(hash("--content-version", "1", "-o", folder.resolve("one").toString())).isZero();
    assertThat(hash("--content-version", "2", "-o", folder.resolve("two").toString())).isZero();
    assertThat(hash("--content-version", "1,2")).isZero();

    assertThat(folder.resolve("content.pci")).hasSameBinaryContentAs(folder.resolve("one"));
    assertThat(folder.resolve("content.pci2")).hasSameBinaryContentAs(folder.resolve("two"));
  }

  @Test
  void hash_sameSecretInAnyForm_givesTheSame() throws Exception {
    Path secret = Files.writeString(folder.resolve("passphrase"), "no secret");

    assertThat(hash("--passphrase", "no secret")).isZero();
    byte[] expected = Files.readAllBytes(folder.resolve("content.pci2"));

    assertThat(hash("--passphrase-hex", "6e6f20736563726574")).isZero();
    assertThat(folder.resolve("content.pci2")).hasBinaryContent(expected);
    assertThat(hash("--passphrase-file", secret.toString())).isZero();
    assertThat(folder.resolve("content.pci2")).hasBinaryContent(expected);
  }

  @Test
  void hash_range_describesThatRange() throws Exception {
    assertThat(hash("--range", "64KiB:7", "--content-version", "1")).isZero();

    assertThat(read("content.pci").range()).isEqualTo(ContentRange.ofLength(65_536, 7));
  }

  @Test
  void hash_rangeOutsideOfTheContent_failsAndLeavesNothing() {
    assertThat(hash("--range", "499999:2")).isEqualTo(1);

    assertThat(folder.resolve("content.pci2")).doesNotExist();
  }

  @Test
  void hash_emptyFile_failsAndLeavesNothing() throws Exception {
    Files.write(content, new byte[0]);

    assertThat(hash()).isEqualTo(1);

    assertThat(folder.resolve("content.pci2")).doesNotExist();
  }

  @Test
  void hash_shareOfAFolder_makesThemReadyOnce() throws Exception {
    Path files = Files.createDirectory(folder.resolve("files"));
    Path inner = Files.createDirectory(files.resolve("inner"));
    Files.copy(content, inner.resolve("long"));
    Files.copy(content, files.resolve("other"));
    Files.writeString(files.resolve("short"), "no hashes of this");

    assertThat(hashShare(files))
        .isEqualTo("2 files hashed, 976.6 KiB; 0 had hashes already;" + SHORT);
    assertThat(hashShare(files)).isEqualTo("0 files hashed, 0 B; 2 had hashes already;" + SHORT);
    Files.setLastModifiedTime(files.resolve("other"), FileTime.fromMillis(0));
    assertThat(hashShare(files))
        .isEqualTo("1 file hashed, 488.3 KiB; 1 had hashes already;" + SHORT);

    try (PublishingService publishing =
        PublishingService.open(
            folder.resolve("state").resolve("publications"),
            new KeptPassphrase(folder.resolve("state").resolve("secret")).read(),
            PublishingOptions.DEFAULT)) {
      FileIdentity state = FileIdentity.read(inner.toRealPath().resolve("long"));
      assertThat(publishing.find(state)).isPresent();
    }
  }

  private static final String SHORT = " 1 shorter than 64 KiB, which get none\n";

  private String hashShare(Path files) {
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      String state = folder.resolve("state").toString();
      assertThat(Main.run("hash", "--share", files.toString(), "--state", state)).isZero();
    } finally {
      System.setOut(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void hash_shareWhileTheStateIsInUse_is1() throws Exception {
    Path publications = Files.createDirectories(folder.resolve("state").resolve("publications"));
    ServerPassphrase passphrase = new ServerPassphrase(Bytes.ofHex("01"));
    try (PublishingService publishing =
        PublishingService.open(publications, passphrase, PublishingOptions.DEFAULT)) {
      assertThat(publishing.statistics().accepted()).isZero();
      assertThat(hash("--share")).isEqualTo(1);
    }
    assertThat(hash("--share")).isZero();
  }

  @Test
  void hash_wrongUsage_is2() {
    assertThat(hash("--share", "-o", "x")).isEqualTo(2);
    assertThat(hash("--share", "--range", "0:1")).isEqualTo(2);
    assertThat(hash("--content-version", "3")).isEqualTo(2);
    assertThat(hash("--hash", "sha256")).isEqualTo(2);
    assertThat(hash("--hash", "md5", "--content-version", "1")).isEqualTo(2);
    assertThat(hash("--range", "1-2")).isEqualTo(2);
    assertThat(hash("--range", "1:0")).isEqualTo(2);
    assertThat(hash("--content-version", "1,2", "-o", "x")).isEqualTo(2);
    assertThat(hash("--passphrase", "a", "--passphrase-hex", "00")).isEqualTo(2);
    assertThat(Main.run("hash")).isEqualTo(2);
    assertThat(Main.run("no-such-command")).isEqualTo(2);
    assertThat(Main.run("hash", "-", "--state", folder.toString())).isEqualTo(2);
  }

  @Test
  void hash_whatCannotBeUsed_is1() {
    assertThat(hash("--passphrase", "")).isEqualTo(1);
    assertThat(hash("--passphrase-hex", "xyz")).isEqualTo(1);
    assertThat(hash("--passphrase-file", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(Main.run("hash", folder.toString(), "--passphrase", "a")).isEqualTo(1);
    assertThat(Main.run("hash", folder.resolve("none").toString(), "--passphrase", "a"))
        .isEqualTo(1);
  }

  @Test
  void help_ofEachCommand_is0() {
    assertThat(Main.run()).isZero();
    assertThat(Main.run("--help")).isZero();
    assertThat(Main.run("--version")).isZero();
    assertThat(Main.run("help", "hash")).isZero();
    assertThat(Main.run("hash", "--help")).isZero();
  }
}
