package org.peerdist.hashgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIdentityTest {
  @TempDir private Path folder;

  @Test
  void read_unchangedFile_isEqual() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    assertThat(FileIdentity.read(file)).isEqualTo(FileIdentity.read(file));
    assertThat(FileIdentity.read(file).size()).isEqualTo(4);
    assertThat(FileIdentity.read(file).isCurrent()).isTrue();
  }

  @Test
  void read_sameLengthAndTimesSetBack_differs() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    assumeThat(file.getFileSystem().supportedFileAttributeViews()).contains("unix");
    FileIdentity before = FileIdentity.read(file);
    Files.writeString(file, "TEXT");
    FileIdentity after;
    do { // until the clock of the file system has ticked
      Files.setLastModifiedTime(file, before.modified());
      after = FileIdentity.read(file);
    } while (after.changed().equals(before.changed()));
    assertThat(after.modified()).isEqualTo(before.modified());
    assertThat(after.size()).isEqualTo(before.size());
    assertThat(after).isNotEqualTo(before);
    assertThat(before.isCurrent()).isFalse();
  }

  @Test
  void read_replacedByRename_differs() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    FileIdentity before = FileIdentity.read(file);
    Path other = Files.writeString(folder.resolve("other"), "TEXT");
    Files.setLastModifiedTime(other, before.modified());
    Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(FileIdentity.read(file)).isNotEqualTo(before);
  }

  @Test
  void read_folder_isRefused() {
    assertThatThrownBy(() -> FileIdentity.read(folder)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void settledAt_wholeSeconds_waitsLonger() {
    FileTime coarse = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));
    FileTime fine = FileTime.from(Instant.parse("2026-01-02T03:04:05.000001Z"));
    assertThat(new FileIdentity(folder, 1, coarse, coarse, "").settledAt())
        .isEqualTo("2026-01-02T03:04:08Z");
    assertThat(new FileIdentity(folder, 1, coarse, fine, "").settledAt())
        .isEqualTo("2026-01-02T03:04:05.100001Z");
  }
}
