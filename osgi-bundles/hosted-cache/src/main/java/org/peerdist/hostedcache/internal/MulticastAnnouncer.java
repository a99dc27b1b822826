package org.peerdist.hostedcache.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.peerdist.hostedcache.HostedCacheAnnouncement;
import org.peerdist.hostedcache.HostedCacheAnnouncer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces by one responder for each address, and follows the addresses of this machine. */
public final class MulticastAnnouncer implements HostedCacheAnnouncer {
  private static final Logger LOG = LoggerFactory.getLogger(MulticastAnnouncer.class);

  /** POLICY: how soon a new network is told of the hosted cache. */
  private static final long LOOK_SECONDS = 10;

  /** Goodbye (RFC 6762 10.1) is said at once, and repeated after that, which nobody waits for. */
  private static final long CLOSE_MILLIS = 500;

  private final HostedCacheAnnouncement announcement;
  private final InetAddress listening;
  private final Map<InetAddress, JmDNS> responders = new ConcurrentHashMap<>();
  private final ScheduledExecutorService worker =
      new ScheduledThreadPoolExecutor(1, MulticastAnnouncer::thread);

  private MulticastAnnouncer(HostedCacheAnnouncement announcement, InetAddress listening) {
    this.announcement = announcement;
    this.listening = listening;
  }

  /**
   * Starts to announce.
   *
   * @param announcement what to say
   * @param listening the address on which the hosted cache listens
   * @return what ends it
   */
  public static MulticastAnnouncer start(
      HostedCacheAnnouncement announcement, InetAddress listening) {
    MulticastAnnouncer announcer = new MulticastAnnouncer(announcement, listening);
    var unused =
        announcer.worker.scheduleWithFixedDelay(
            announcer::follow, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    return announcer;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "peerdist-announcer");
    thread.setDaemon(true);
    return thread;
  }

  /** Where to announce what listens on an address. */
  static List<InetAddress> addresses(InetAddress listening) {
    return listening.isAnyLocalAddress() ? NetworkAddresses.of(List.of()) : List.of(listening);
  }

  private void follow() {
    Set<InetAddress> now = new HashSet<>(addresses(listening));
    for (InetAddress gone : new ArrayList<>(responders.keySet())) {
      if (!now.contains(gone)) {
        close(responders.remove(gone));
      }
    }
    for (InetAddress address : now) {
      if (!responders.containsKey(address) && !worker.isShutdown()) {
        announce(address);
      }
    }
  }

  private void announce(InetAddress address) {
    try {
      JmDNS responder = JmDNS.create(address, hostName(address));
      responders.put(address, responder);
      responder.registerService(
          ServiceInfo.create(
              HostedCacheAnnouncement.SERVICE_TYPE + ".local.",
              announcement.name(),
              announcement.port(),
              0,
              0,
              announcement.text()));
      LOG.debug("Announced on {}", address);
      if (worker.isShutdown()) {
        close(responder); // Nobody else knows of it.
      }
    } catch (IOException e) {
      LOG.info("Not announced on {}: {}", address.getHostAddress(), e.getMessage());
    }
  }

  /** A name for one address alone: the usual one may belong to a responder of the system. */
  private static String hostName(InetAddress address) {
    return "peerdist-" + address.getHostAddress().replaceAll("[^0-9a-fA-F]", "-");
  }

  @Override
  public List<InetAddress> announced() {
    return List.copyOf(responders.keySet());
  }

  private static void close(JmDNS responder) {
    try {
      responder.close();
    } catch (IOException e) {
      LOG.debug("A responder does not close: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
    List<Thread> goodbyes =
        responders.values().stream().map(responder -> thread(() -> close(responder))).toList();
    goodbyes.forEach(Thread::start);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    try {
      for (Thread goodbye : goodbyes) {
        goodbye.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
