package org.peerdist.discovery;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.peerdist.discovery.internal.Receiver;
import org.peerdist.discovery.internal.ResponderSockets;
import org.peerdist.discovery.internal.Timers;

/**
 * Tells those who ask which segments there are (the server's role of [MS-PCCRD] 3.2): probes that
 * arrive at the groups on the chosen network interfaces are answered to their senders, after a
 * random time, if something of what they ask for is there. Anything else is dropped. It has two
 * threads and some sockets, until it is closed.
 */
public final class Responder implements AutoCloseable {
  /** POLICY: so long a new network interface may be deaf; a look at all costs a millisecond. */
  private static final Duration RESCAN = Duration.ofSeconds(5);

  private final String service;
  private final Timers timers;
  private final Receiver receiver;
  private final ResponderSockets sockets;

  private Responder(String service, Timers timers, Receiver receiver, ResponderSockets sockets) {
    this.service = service;
    this.timers = timers;
    this.receiver = receiver;
    this.sockets = sockets;
  }

  /**
   * Starts to answer, and follows the network interfaces from then on.
   *
   * @param options where to listen, and how long to wait before an answer
   * @param holdings what there is
   * @param retrieval the address and port of the retrieval server. If the address is the wildcard,
   *     those who ask are told the one of the interface at which they ask
   * @param own tells by their message ids which probes are not answered, such as {@link
   *     Prober#hasSent}; asked on the thread that receives
   * @return a responder, to be closed
   * @throws IOException in one sentence, if the UDP port can't be had or a named interface does not
   *     exist
   */
  public static Responder start(
      DiscoveryOptions options,
      SegmentHoldings holdings,
      InetSocketAddress retrieval,
      Predicate<String> own)
      throws IOException {
    if (retrieval.isUnresolved() || retrieval.getPort() == 0) {
      throw new IllegalArgumentException("no address and port to announce: " + retrieval);
    }
    Timers timers = new Timers("peerdist-responder-timers");
    AnswerWriter writer = new AnswerWriter(holdings, Prober::newMessageId, Timers.epochSecond());
    AnswerQueue queue =
        new AnswerQueue(
            writer, retrieval, own, options.maxBackoff(), new SplittableRandom(), timers);
    Receiver receiver = Receiver.start("peerdist-responder", queue);
    ResponderSockets sockets = new ResponderSockets(options.interfaces(), options.port(), receiver);
    Responder responder = new Responder(writer.service(), timers, receiver, sockets);
    try {
      sockets.open();
    } catch (IOException e) {
      responder.close();
      throw e;
    }
    timers.schedule(Duration.ZERO, Rehearsal::run);
    timers.repeat(RESCAN, sockets::refresh);
    return responder;
  }

  /**
   * How it names itself in its answers: {@link FoundPeer#service} of those who find it.
   *
   * @return a URI, another one after each start
   */
  public String service() {
    return service;
  }

  /** Stops answering, and releases threads and sockets. */
  @Override
  public void close() {
    sockets.close();
    receiver.close();
    timers.close();
  }
}
