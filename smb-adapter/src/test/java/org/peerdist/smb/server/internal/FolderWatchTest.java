package org.peerdist.smb.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peerdist.smb.information.FileChange;
import org.peerdist.smb.information.FileChange.Action;
import org.peerdist.smb.protocol.StatusException;

/** What is told of a folder, and to whom. */
class FolderWatchTest {
  private static final int NAMES = 0x3;
  private static final List<FileChange> ONE = List.of(new FileChange(Action.ADDED, "one"));

  private final List<String> told = new ArrayList<>();
  private final FolderWatch watch = new FolderWatch(NAMES);

  @BeforeEach
  void waitTwice() {
    watch.onChange(() -> told.add("first"));
    watch.onChange(() -> told.add("second"));
  }

  @Test
  void add_aChange_wakesOne() {
    watch.add(ONE);
    assertThat(told).containsExactly("first");
    assertThat(watch.hasNews()).isTrue();
  }

  @Test
  void add_whatNobodyAskedFor_wakesNobody() {
    watch.add(List.of(new FileChange(Action.MODIFIED, "one")));
    assertThat(told).isEmpty();
    assertThat(watch.hasNews()).isFalse();
  }

  @Test
  void wakeNext_afterOneThatWantedNothing_wakesTheOther() throws StatusException {
    watch.add(ONE);
    watch.wakeNext();
    assertThat(told).containsExactly("first", "second");
    assertThat(new String(watch.take(100), StandardCharsets.UTF_16LE)).contains("one");
    assertThat(watch.hasNews()).isFalse();
  }

  @Test
  void wakeNext_withoutNews_wakesNobody() {
    watch.wakeNext();
    assertThat(told).isEmpty();
  }

  @Test
  void folderGoes_wakesAll() {
    watch.folderGoes();
    assertThat(told).containsExactly("first", "second");
  }
}
