package org.peerdist.hashgen;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.peerdist.api.ContentId;
import org.peerdist.wire.Bytes;

/**
 * What was published last: files, what came over the API, and what was hashed on its way to a
 * client. It remembers the last {@value #MOST}. Safe for use by many threads.
 */
public final class RecentPublications {
  /** POLICY: what a person looks through. */
  static final int MOST = 20;

  /** POLICY: longer names are cut. */
  static final int LONGEST = 200;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final List<Consumer<? super Entry>> listeners = new CopyOnWriteArrayList<>();

  /**
   * A content whose hashes are there now.
   *
   * @param time since when
   * @param name the name that the content was given, or the path of the file, or the id of the
   *     content: as text where it is one, or else its first digits
   * @param length the length of the content in bytes
   */
  public record Entry(Instant time, String name, long length) {}

  RecentPublications() {}

  void add(Instant time, String name, long length) {
    String shown = name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
    Entry entry = new Entry(time, shown, length);
    synchronized (entries) {
      entries.addFirst(entry);
      if (entries.size() > MOST) {
        entries.removeLast();
      }
    }
    listeners.forEach(listener -> listener.accept(entry));
  }

  /** How people call a content that has no file. */
  static String name(ContentId id) {
    Bytes value = id.value();
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(value.toByteArray()))
              .toString();
      return text.codePoints().anyMatch(Character::isISOControl) ? value.toHex() : text;
    } catch (CharacterCodingException e) {
      return value.toHex();
    }
  }

  /**
   * What was published last.
   *
   * @return the entries, the newest first
   */
  public List<Entry> entries() {
    synchronized (entries) {
      return List.copyOf(entries);
    }
  }

  /**
   * Tells somebody of each publication from now on.
   *
   * @param listener is told on the thread that has made the hashes, so it must be quick, and must
   *     not throw
   */
  public void addListener(Consumer<? super Entry> listener) {
    listeners.add(listener);
  }

  /**
   * Does not tell somebody any more.
   *
   * @param listener the same object as before
   */
  public void removeListener(Consumer<? super Entry> listener) {
    listeners.remove(listener);
  }
}
