package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GetOutputTest {
  @TempDir private Path folder;

  @Test
  void finish_putsTheFileInPlaceAndLeavesNothingElse() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "old and longer");
    try (GetOutput output = GetOutput.of(file)) {
      output.target().start();
      output.target().write(ByteBuffer.wrap(new byte[] {'n', 'e', 'w'}));
      assertThat(file).hasContent("old and longer");
      output.finish();
    }
    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void close_beforeTheFirstByte_leavesNothing() throws Exception {
    try (GetOutput output = GetOutput.of(folder.resolve("file"))) {
      output.target().start();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void close_inTheMiddle_leavesADraftThatTheNextGoesOnWith() throws Exception {
    Path file = folder.resolve("file");
    try (GetOutput output = GetOutput.of(file)) {
      output.target().start();
      output.target().write(ByteBuffer.wrap(new byte[5]));
      assertThat(output.isPartial()).isTrue();
    }
    assertThat(file).doesNotExist();
    try (GetOutput output = GetOutput.of(file)) {
      assertThat(output.target().start()).isEqualTo(5);
      output.finish();
    }
    assertThat(file).hasSize(5);
  }

  @Test
  void finish_throughALink_replacesWhatItPointsTo() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    try (GetOutput output = GetOutput.of(link)) {
      output.target().start();
      output.target().write(ByteBuffer.wrap(new byte[] {'n'}));
      output.finish();
    }
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("n");
  }

  @Test
  void of_device_isWrittenToDirectly() throws Exception {
    try (GetOutput output = GetOutput.of(Path.of("/dev/null"))) {
      output.target().start();
      output.target().write(ByteBuffer.wrap(new byte[5]));
      assertThat(output.isPartial()).isFalse();
      output.finish();
    }
    assertThat(Path.of("/dev/null")).exists();
  }

  @Test
  void of_whatCannotBeAnOutput_isRejected() {
    assertThatThrownBy(() -> GetOutput.of(folder))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is a folder");
    assertThatThrownBy(() -> GetOutput.of(folder.resolve("none/file")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is no folder");
  }
}
