package org.peerdist.origin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an origin has answered last, and why so. Equal answers for the same resource are one entry.
 * It remembers the last {@value #MOST}. Safe for use by many threads.
 */
public final class RecentAnswers {
  /** POLICY: what a person looks through, and little enough to be told at once. */
  static final int MOST = 40;

  /** POLICY: longer names of resources are cut. */
  static final int LONGEST = 200;

  private record Key(String resource, AnswerReason reason, String detail) {}

  private final Map<Key, Entry> entries = new LinkedHashMap<>();

  /**
   * One or more equal answers.
   *
   * @param resource the server's name and port, and the path; without the query, which may have
   *     secrets
   * @param reason why it was answered so
   * @param detail more about that, or an empty text
   * @param last when it was answered last
   * @param count how many times
   * @param contentBytes what was asked for, all times
   * @param sentBytes what was sent instead of that, or that itself, all times
   */
  public record Entry(
      String resource,
      AnswerReason reason,
      String detail,
      Instant last,
      long count,
      long contentBytes,
      long sentBytes) {
    /**
     * Why, for people.
     *
     * @return a few words
     */
    public String why() {
      return detail.isEmpty() ? reason.text() : reason.text() + ": " + detail;
    }

    private Entry and(Entry other) {
      return new Entry(
          resource,
          reason,
          detail,
          other.last,
          count + other.count,
          contentBytes + other.contentBytes,
          sentBytes + other.sentBytes);
    }
  }

  RecentAnswers() {}

  void add(String resource, Decision decision, long length, Instant now) {
    long asked = Math.max(0, length);
    long sent = decision instanceof Decision.Hit hit ? hit.hashes().remaining() : asked;
    String name = shorten(resource);
    Entry entry = new Entry(name, decision.reason(), decision.detail(), now, 1, asked, sent);
    Key key = new Key(name, decision.reason(), decision.detail());
    synchronized (entries) {
      Entry before = entries.remove(key);
      entries.put(key, before == null ? entry : before.and(entry));
      if (entries.size() > MOST) {
        entries.remove(entries.keySet().iterator().next());
      }
    }
  }

  /** What is told of a resource: nothing of its query, which may have secrets. */
  static String shorten(String resource) {
    int query = resource.indexOf('?');
    String path = query < 0 ? resource : resource.substring(0, query);
    return path.length() > LONGEST ? path.substring(0, LONGEST) + "…" : path;
  }

  /**
   * What was answered last.
   *
   * @return the entries, the newest first
   */
  public List<Entry> entries() {
    List<Entry> all;
    synchronized (entries) {
      all = new ArrayList<>(entries.values());
    }
    Collections.reverse(all);
    return all;
  }
}
