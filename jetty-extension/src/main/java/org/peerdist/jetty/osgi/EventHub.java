package org.peerdist.jetty.osgi;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.peerdist.api.whiteboard.PeerDistEvent;
import org.peerdist.api.whiteboard.PeerDistEvent.ContentDownloaded;
import org.peerdist.api.whiteboard.PeerDistEvent.ContentPublished;
import org.peerdist.api.whiteboard.PeerDistEvent.DamageDropped;
import org.peerdist.api.whiteboard.PeerDistEvent.SegmentGiven;
import org.peerdist.api.whiteboard.PeerDistListener;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.DamageListener;
import org.peerdist.client.DownloadLog;
import org.peerdist.hashgen.RecentPublications;
import org.peerdist.jetty.SeenPeers;
import org.peerdist.jetty.internal.ListenerQueue;

/** Tells listeners what services do, both of which come and go. Safe for use by many threads. */
final class EventHub implements AutoCloseable {
  private final InstantSource clock;
  private final Map<PeerDistListener, ListenerQueue<PeerDistEvent>> listeners =
      new ConcurrentHashMap<>();
  private final Map<Object, Runnable> services = new HashMap<>();

  /**
   * A hub without services and listeners.
   *
   * @param clock what time it is
   */
  EventHub(InstantSource clock) {
    this.clock = clock;
  }

  void add(PeerDistListener listener) {
    String name = listener.getClass().getName();
    listeners.put(listener, new ListenerQueue<>(name, event -> tell(listener, event)));
  }

  void remove(PeerDistListener listener) {
    ListenerQueue<PeerDistEvent> queue = listeners.remove(listener);
    if (queue != null) {
      queue.close();
    }
  }

  private static void tell(PeerDistListener listener, PeerDistEvent event) {
    if (event instanceof ContentPublished published) {
      listener.published(published);
    } else if (event instanceof ContentDownloaded downloaded) {
      listener.downloaded(downloaded);
    } else if (event instanceof SegmentGiven given) {
      listener.given(given);
    } else if (event instanceof DamageDropped dropped) {
      listener.dropped(dropped);
    }
  }

  private void tellAll(PeerDistEvent event) {
    listeners.values().forEach(queue -> queue.add(event));
  }

  void addCache(ContentCache cache) {
    DamageListener hook =
        (segment, block) -> tellAll(new DamageDropped(clock.instant(), segment, block));
    cache.addDamageListener(hook);
    keep(cache, () -> cache.removeDamageListener(hook));
  }

  void addDownloads(Object client, DownloadLog log) {
    Consumer<DownloadLog.Entry> hook = entry -> tellAll(downloaded(entry));
    log.addListener(hook);
    keep(client, () -> log.removeListener(hook));
  }

  private static ContentDownloaded downloaded(DownloadLog.Entry entry) {
    return new ContentDownloaded(
        entry.ended(),
        entry.url(),
        entry.failed(),
        entry.fromCache(),
        entry.fromPeers(),
        entry.fromHostedCache(),
        entry.fromOrigin(),
        entry.why());
  }

  void addPublications(Object publisher, RecentPublications publications) {
    Consumer<RecentPublications.Entry> hook =
        entry -> tellAll(new ContentPublished(entry.time(), entry.name(), entry.length()));
    publications.addListener(hook);
    keep(publisher, () -> publications.removeListener(hook));
  }

  void addPeers(Object service, SeenPeers seen) {
    SeenPeers.GivenListener hook =
        (address, segment) -> tellAll(new SegmentGiven(clock.instant(), segment, address));
    seen.addListener(hook);
    keep(service, () -> seen.removeListener(hook));
  }

  private synchronized void keep(Object service, Runnable end) {
    services.put(service, end);
  }

  /** A service does not run any more. */
  synchronized void removeService(Object service) {
    Runnable end = services.remove(service);
    if (end != null) {
      end.run();
    }
  }

  @Override
  public synchronized void close() {
    List.copyOf(services.keySet()).forEach(this::removeService);
    List.copyOf(listeners.keySet()).forEach(this::remove);
  }
}
