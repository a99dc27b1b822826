package org.peerdist.jetty.osgi;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.peerdist.cache.SharedDownloads;
import org.peerdist.client.DownloadLog;
import org.peerdist.client.PeerDistClient;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.Quorum;
import org.peerdist.discovery.SegmentHoldings;
import org.peerdist.jetty.service.DownloadMessage;
import org.peerdist.jetty.service.PeerService;
import org.peerdist.wire.WireFormatException;

/**
 * A peer and a client of the same process, each of which may come and go: the client does not find
 * the peer, the peer does not tell of what is plentiful, and what the client fetches is offered
 * where the peer gives it. What commands on this machine fetch with the cache is in the log of the
 * client, and what they take a part in is told by the peer. Safe for use by many threads.
 */
final class ClientBeside implements SharedDownloads {
  /** Of the commands only; a client has one of its own. */
  private final Quorum commands = new Quorum(Quorum.DEFAULT);

  private PeerDistClient client;
  private PeerService peer;

  /** A client is there from now on. */
  synchronized void add(PeerDistClient newClient) {
    client = newClient;
    introduce();
  }

  /** A client is no longer there. */
  synchronized void remove(PeerDistClient oldClient) {
    if (client == oldClient) {
      client = null;
    }
  }

  /** A peer runs from now on. */
  synchronized void started(PeerService newPeer) {
    peer = newPeer;
    introduce();
  }

  private void introduce() {
    // A peer that has stopped has no port.
    if (client != null && peer != null && peer.port() > 0) {
      client.offeredAs(peer.service());
      int port = peer.port();
      client.offerFrom(hostedCache -> OptionalInt.of(port));
    }
  }

  private synchronized Optional<PeerDistClient> client() {
    return Optional.ofNullable(client);
  }

  /** A client may be another one when that download ends: it is told of the end only. */
  @Override
  public void begun() {
    // The end is told.
  }

  @Override
  public void left() {
    // The end was told.
  }

  @Override
  public void announced(SegmentId sign) {
    commands.announce(sign);
  }

  @Override
  public void withdrawn(SegmentId sign) {
    commands.withdraw(sign);
  }

  @Override
  public void told(ByteBuffer message) throws WireFormatException {
    DownloadLog.Entry download = DownloadMessage.read(message);
    client().ifPresent(known -> known.downloads().add(download));
  }

  /** Whether a probe comes from the client. */
  boolean hasSent(String messageId) {
    return client().map(known -> known.hasSent(messageId)).orElse(false);
  }

  /** What is to be told of holdings. */
  SegmentHoldings limit(SegmentHoldings holdings) {
    return commands.limit(
        id -> client().map(known -> known.quorum().limit(holdings)).orElse(holdings).find(id));
  }
}
