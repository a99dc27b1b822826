package org.peerdist.client;

import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.Segment;
import org.peerdist.retrieval.BlockRange;
import org.peerdist.retrieval.FailureKind;
import org.peerdist.retrieval.FetchResult;
import org.peerdist.retrieval.RetrievalClient;

/**
 * A peer that is asked over the retrieval protocol.
 *
 * @param client asks
 * @param address where the peer listens
 * @param name its name in reports
 */
public record RetrievalPeer(RetrievalClient client, InetSocketAddress address, String name)
    implements BlockPeer {
  /**
   * A peer that is named by its address.
   *
   * @param client asks
   * @param address where the peer listens
   */
  public RetrievalPeer(RetrievalClient client, InetSocketAddress address) {
    this(client, address, nameOf(address));
  }

  private static String nameOf(InetSocketAddress address) {
    String host = address.getHostString();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  @Override
  public PeerAnswer fetchBlock(Segment segment, int index) {
    FetchResult result = client.fetchBlock(address, segment, index);
    if (result instanceof FetchResult.Fetched fetched) {
      return new PeerAnswer.Found(fetched.block(), fetched.nextIndex());
    }
    if (result instanceof FetchResult.Failed failed) {
      return new PeerAnswer.Failed(failure(failed.kind()), failed.reason());
    }
    return new PeerAnswer.Missing(((FetchResult.Missing) result).nextIndex());
  }

  private static Failure failure(FailureKind kind) {
    return switch (kind) {
      case BUSY -> Failure.BUSY;
      case CORRUPT -> Failure.CORRUPT;
      case REFUSED -> Failure.REFUSED;
      case TIMEOUT -> Failure.SILENT;
      case MALFORMED -> Failure.MALFORMED;
    };
  }

  @Override
  public Optional<BitSet> blocksHeld(Segment segment) {
    List<BlockRange> all = List.of(new BlockRange(0, segment.blockCount()));
    return client
        .blockList(address, segment.id(), all)
        .given()
        .map(list -> BlockRange.blocksOf(list.ranges()));
  }
}
