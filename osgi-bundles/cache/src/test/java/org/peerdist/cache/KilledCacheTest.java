package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes loses what it wrote last, and nothing else. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KilledCacheTest {
  private static final CacheOptions OPTIONS = CacheOptions.ofMaxBytes(256 << 20);

  /** Saving starts every half second; the rest is for machines that are busy with other things. */
  private static final long GENEROUS_SECONDS = 6;

  /** So many contents are written at most; then the last one is put again and again. */
  private static final int MOST_CONTENTS = 10_000;

  @TempDir Path folder;

  /** Puts contents until it is killed; tells after each hundred, and what it has flushed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      ContentCache cache = ContentCache.open(Path.of(arguments[0]), OPTIONS);
      for (int i = 0; ; i++) {
        // Never so much that the cache drops something: fast machines write gigabytes in a while.
        cache.put(content(Math.min(i, MOST_CONTENTS)).block(0));
        if (arguments[1].equals("flush") && i == 500) {
          cache.flush();
          System.out.println("flushed " + i + " 0");
        } else if (i % 100 == 99) {
          System.out.println("put " + i + " " + System.nanoTime());
        }
      }
    }
  }

  static SampleContent content(int number) {
    return SampleContent.version2(number, 1000 + number * 7919 % 40_000);
  }

  private Process start(String mode) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.toString(),
            mode)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static int kill(Process writer) throws InterruptedException {
    writer.destroyForcibly();
    return writer.waitFor();
  }

  @RepeatedTest(3)
  void open_afterKill_hasWhatWasFlushed() throws Exception {
    Process writer = start("flush");
    try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.lines().anyMatch(line -> line.startsWith("flushed"))).isTrue();
      // Somewhere in the middle of the writes that follow.
      assertThat(out.lines().anyMatch(line -> line.startsWith("put 999 "))).isTrue();
    } finally {
      assertThat(kill(writer)).isNotZero();
    }
    assertThatAllAreSound(501, 2000);
  }

  @Test
  void open_afterKillWithoutFlush_hasWhatIsOlder() throws Exception {
    Process writer = start("no flush");
    int old = 0;
    try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
      long first = 0;
      int firstNumber = 0;
      String line;
      while ((line = out.readLine()) != null) {
        String[] words = line.split(" ", 3);
        long now = Long.parseLong(words[2]);
        if (first == 0) {
          first = now;
          firstNumber = Math.min(Integer.parseInt(words[1]), MOST_CONTENTS - 1);
        } else if (now - first > TimeUnit.SECONDS.toNanos(GENEROUS_SECONDS)) {
          old = firstNumber;
          break;
        }
      }
    } finally {
      assertThat(kill(writer)).isNotZero();
    }
    assertThat(old).isPositive();
    assertThatAllAreSound(old + 1, MOST_CONTENTS);
  }

  @Test
  void open_whileAnotherProcessHasIt_saysSo() throws Exception {
    Process writer = start("flush");
    try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.lines().anyMatch(line -> line.startsWith("flushed"))).isTrue();
      assertThatThrownBy(() -> ContentCache.open(folder, OPTIONS))
          .isInstanceOf(CacheInUseException.class)
          .hasMessage("the content cache in " + folder + " is in use by another process");
    } finally {
      kill(writer);
    }
  }

  private void assertThatAllAreSound(int expected, int most) throws IOException {
    try (ContentCache cache = ContentCache.open(folder, OPTIONS)) {
      for (int i = 0; i < most; i++) {
        SampleContent content = content(i);
        boolean held = cache.holds(content.segment().id(), 0);
        if (!held && i >= expected) {
          return;
        }
        // Only what came after the last save may be missing, and whatever is there is right.
        assertThat(cache.read(content.segment().id(), 0)).hasValue(content.data(0));
      }
    }
  }
}
