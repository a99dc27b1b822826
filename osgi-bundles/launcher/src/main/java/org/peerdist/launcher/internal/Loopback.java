package org.peerdist.launcher.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.discovery.FoundPeer;
import org.peerdist.discovery.Holding;
import org.peerdist.discovery.Prober;
import org.peerdist.discovery.Responder;
import org.peerdist.wire.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loopback interface. */
public final class Loopback {
  private static final Logger LOG = LoggerFactory.getLogger(Loopback.class);
  private static final int ANY_PORT = 9;

  private Loopback() {}

  /**
   * An address on it.
   *
   * @param port the port; 0 is any free port
   * @return 127.0.0.1 and the port
   */
  public static InetSocketAddress address(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are no address", e);
    }
  }

  /**
   * Finds out whether peers on this machine can discover each other over the loopback interface, by
   * trying it with a segment that nobody else has.
   *
   * @return the name of the interface, or nothing if it does not work there
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<String> workingInterface() throws InterruptedException {
    try {
      InetSocketAddress retrieval = address(ANY_PORT);
      NetworkInterface link = NetworkInterface.getByInetAddress(retrieval.getAddress());
      if (link != null && isFound(link.getName(), retrieval)) {
        return Optional.of(link.getName());
      }
    } catch (IOException | ExecutionException e) {
      LOG.debug("No discovery on loopback: {}", e.toString());
    }
    return Optional.empty();
  }

  private static boolean isFound(String link, InetSocketAddress retrieval)
      throws IOException, ExecutionException, InterruptedException {
    DiscoveryOptions options = DiscoveryOptions.defaults().withInterfaces(List.of(link));
    byte[] name = new byte[32];
    new SecureRandom().nextBytes(name);
    SegmentId id = new SegmentId(Bytes.copyOf(name));
    try (Responder responder =
            Responder.start(
                options,
                asked -> asked.equals(id) ? Optional.of(Holding.of(1, 1)) : Optional.empty(),
                retrieval,
                message -> false);
        Prober prober = Prober.open(options)) {
      LOG.debug("{} waits for {}", responder, prober);
      List<FoundPeer> found = prober.probe(List.of(id), ContentVersion.V2, peer -> {}).get();
      return !found.isEmpty();
    }
  }
}
