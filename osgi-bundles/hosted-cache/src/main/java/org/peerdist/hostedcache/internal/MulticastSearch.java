package org.peerdist.hostedcache.internal;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.peerdist.hostedcache.HostedCacheSearch;
import org.peerdist.hostedcache.HostedCacheSite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks each network by multicast from a port of its own, so that answers come to it alone. */
public final class MulticastSearch implements HostedCacheSearch {
  private static final Logger LOG = LoggerFactory.getLogger(MulticastSearch.class);

  private static final InetSocketAddress GROUP = new InetSocketAddress("224.0.0.251", 5353);
  private static final InetSocketAddress GROUP_6 = new InetSocketAddress("ff02::fb", 5353);

  /** RFC 6762 6: answers come within 120 ms, so more than one hosted cache can be waited for. */
  private static final long ANSWERS_NANOS = TimeUnit.MILLISECONDS.toNanos(130);

  /** POLICY: a question may get lost, so there are so many. */
  private static final int QUESTIONS = 2;

  /** RFC 6762 17: a message of multicast DNS is no longer. */
  private static final int LONGEST = 9_000;

  /** POLICY: so many datagrams are looked at; more is noise. */
  private static final int MOST_DATAGRAMS = 256;

  private final Supplier<List<InetAddress>> own;
  private final InetSocketAddress group;
  private final InetSocketAddress group6;

  /**
   * Creates it.
   *
   * @param interfaces the names of network interfaces, or none for the usual ones
   */
  public MulticastSearch(List<String> interfaces) {
    this(() -> NetworkAddresses.of(interfaces), GROUP, GROUP_6);
  }

  MulticastSearch(
      Supplier<List<InetAddress>> own, InetSocketAddress group, InetSocketAddress group6) {
    this.own = own;
    this.group = group;
    this.group6 = group6;
  }

  @Override
  public List<HostedCacheSite> find(Duration most) throws IOException, InterruptedException {
    int id = new SecureRandom().nextInt(1, 0x10000);
    try (Selector selector = Selector.open()) {
      for (InetAddress address : own.get()) {
        open(address, selector);
      }
      try {
        return selector.keys().isEmpty() ? List.of() : new Round(selector, id, most).run();
      } finally {
        for (SelectionKey key : selector.keys()) {
          key.channel().close();
        }
      }
    }
  }

  private void open(InetAddress from, Selector selector) throws IOException {
    boolean four = from instanceof Inet4Address;
    DatagramChannel channel =
        DatagramChannel.open(four ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    try {
      channel.setOption(
          StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByInetAddress(from));
      channel.bind(new InetSocketAddress(from, 0));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, four ? group : group6);
    } catch (IOException e) {
      channel.close();
      LOG.debug("No question from {}: {}", from, e.getMessage());
    }
  }

  /** One search. */
  private static final class Round {
    private final Selector selector;
    private final int id;
    private final long start = System.nanoTime();
    private final long most;
    private final Map<String, HostedCacheSite> found = new TreeMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
    private int datagrams;

    Round(Selector selector, int id, Duration most) {
      this.selector = selector;
      this.id = id;
      this.most = most.toNanos();
    }

    List<HostedCacheSite> run() throws IOException, InterruptedException {
      for (int i = 1; i <= QUESTIONS && found.isEmpty(); i++) {
        ask();
        listen(most * i / QUESTIONS);
      }
      return found.values().stream().distinct().limit(DomainSearch.MOST).toList();
    }

    private void ask() {
      byte[] question = ServiceAnswer.question(id);
      for (SelectionKey key : selector.keys()) {
        try {
          channel(key).send(ByteBuffer.wrap(question), (InetSocketAddress) key.attachment());
        } catch (IOException e) {
          LOG.debug("No question to {}: {}", key.attachment(), e.getMessage());
        }
      }
    }

    private static DatagramChannel channel(SelectionKey key) {
      return (DatagramChannel) key.channel();
    }

    private void listen(long end) throws IOException, InterruptedException {
      long left = end - (System.nanoTime() - start);
      while (left > 0 && datagrams < MOST_DATAGRAMS) {
        int ready =
            selector.select(this::receive, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        long passed = System.nanoTime() - start;
        left = (found.isEmpty() ? end : Math.min(end, ANSWERS_NANOS)) - passed;
        LOG.trace("{} answers after {} ns", ready, passed);
      }
    }

    private void receive(SelectionKey key) {
      try {
        InetSocketAddress from = (InetSocketAddress) channel(key).receive(buffer.clear());
        InetSocketAddress asked = (InetSocketAddress) key.attachment();
        datagrams++;
        if (from == null || from.getPort() != asked.getPort()) {
          return;
        }
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        ServiceAnswer.read(datagram, id, from.getAddress()).forEach(found::putIfAbsent);
      } catch (IOException e) {
        LOG.debug("An answer is of no use: {}", e.getMessage());
      }
    }
  }
}
