package org.peerdist.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.peerdist.api.SourceKind;

/**
 * The downloads of a client, for those who run it: what came from where in all, and the last
 * {@value #MOST} one by one, with the reasons. Safe for use by many threads.
 */
public final class DownloadLog {
  /** POLICY: what a person looks through. */
  static final int MOST = 20;

  /** POLICY: longer texts are cut. */
  private static final int LONGEST = 300;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final List<Consumer<? super Entry>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger active = new AtomicInteger();
  private final LongAdder ended = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder hashBytes = new LongAdder();
  private final Map<SourceKind, LongAdder> bytes = new EnumMap<>(SourceKind.class);

  /**
   * One download.
   *
   * @param ended when it ended
   * @param url of what, without a query or a login, which may be secrets; where it has no URL, a
   *     few words
   * @param failed whether it failed
   * @param fromCache content bytes from the own cache
   * @param fromPeers content bytes from peers, named or found
   * @param fromHostedCache content bytes from the hosted cache
   * @param fromOrigin content bytes from the origin
   * @param hashBytes bytes of content information
   * @param time from the call to the last byte
   * @param why the reasons, or what failed
   */
  public record Entry(
      Instant ended,
      String url,
      boolean failed,
      long fromCache,
      long fromPeers,
      long fromHostedCache,
      long fromOrigin,
      long hashBytes,
      Duration time,
      String why) {
    /** Cuts long texts. */
    public Entry {
      url = cut(url);
      why = cut(why);
    }

    /**
     * A download that is done.
     *
     * @param report where it came from
     * @param ended when it ended
     * @return the entry
     */
    public static Entry of(DownloadReport report, Instant ended) {
      return new Entry(
          ended,
          harmless(report.url()),
          false,
          report.fromCache(),
          report.fromPeers(),
          report.fromHostedCache(),
          report.fromOrigin(),
          report.hashBytes(),
          report.time(),
          report.why().stream().map(DownloadReason::text).collect(Collectors.joining(". ")));
    }

    /**
     * A download that failed.
     *
     * @param url of what
     * @param ended when it ended
     * @param why what failed
     * @return the entry
     */
    public static Entry ofFailure(URI url, Instant ended, String why) {
      return new Entry(ended, harmless(url), true, 0, 0, 0, 0, 0, Duration.ZERO, why);
    }

    private static String harmless(URI url) {
      String port = url.getPort() < 0 ? "" : ":" + url.getPort();
      return url.getScheme() + "://" + url.getHost() + port + url.getRawPath();
    }

    private static String cut(String text) {
      return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
  }

  /** An empty log. */
  public DownloadLog() {
    for (SourceKind kind : SourceKind.values()) {
      bytes.put(kind, new LongAdder());
    }
  }

  /** A download goes on, until {@link #left}. */
  public void begun() {
    active.incrementAndGet();
  }

  /** A download does not go on any more. */
  public void left() {
    active.decrementAndGet();
  }

  /**
   * A download has ended.
   *
   * @param entry what it was
   */
  public void add(Entry entry) {
    ended.increment();
    failed.add(entry.failed() ? 1 : 0);
    hashBytes.add(entry.hashBytes());
    bytes.get(SourceKind.CACHE).add(entry.fromCache());
    bytes.get(SourceKind.DISCOVERED_PEER).add(entry.fromPeers());
    bytes.get(SourceKind.HOSTED_CACHE).add(entry.fromHostedCache());
    bytes.get(SourceKind.ORIGIN).add(entry.fromOrigin());
    synchronized (entries) {
      entries.addFirst(entry);
      if (entries.size() > MOST) {
        entries.removeLast();
      }
    }
    listeners.forEach(listener -> listener.accept(entry));
  }

  /**
   * Tells somebody of each download from now on, when it has ended.
   *
   * @param listener is told on the thread of the download, so it must be quick, and must not throw
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

  /**
   * The last downloads.
   *
   * @return the entries, the newest first
   */
  public List<Entry> entries() {
    synchronized (entries) {
      return List.copyOf(entries);
    }
  }

  /**
   * Downloads that go on now.
   *
   * @return a count
   */
  public int active() {
    return active.get();
  }

  /**
   * Downloads that have ended.
   *
   * @return a count, with those that failed
   */
  public long ended() {
    return ended.sum();
  }

  /**
   * Downloads that failed.
   *
   * @return a count
   */
  public long failed() {
    return failed.sum();
  }

  /**
   * Content from the own cache.
   *
   * @return bytes
   */
  public long bytesFromCache() {
    return bytes.get(SourceKind.CACHE).sum();
  }

  /**
   * Content from peers.
   *
   * @return bytes
   */
  public long bytesFromPeers() {
    return bytes.get(SourceKind.DISCOVERED_PEER).sum();
  }

  /**
   * Content from hosted caches.
   *
   * @return bytes
   */
  public long bytesFromHostedCache() {
    return bytes.get(SourceKind.HOSTED_CACHE).sum();
  }

  /**
   * Content from origins.
   *
   * @return bytes
   */
  public long bytesFromOrigin() {
    return bytes.get(SourceKind.ORIGIN).sum();
  }

  /**
   * What the way to the origins was spared.
   *
   * @return bytes; less than 0 if hashes have not paid yet
   */
  public long savedBytes() {
    return bytesFromCache() + bytesFromPeers() + bytesFromHostedCache() - hashBytes.sum();
  }

  /**
   * How much of all content did not come from origins.
   *
   * @return 0 to 100; 0 before there is any
   */
  public int hitPercent() {
    long near = bytesFromCache() + bytesFromPeers() + bytesFromHostedCache();
    long all = near + bytesFromOrigin();
    return all == 0 ? 0 : (int) (near * 100.0 / all);
  }
}
