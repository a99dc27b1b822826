package org.peerdist.jetty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.HashGenerator;
import org.peerdist.hashgen.HashingOptions;
import org.peerdist.retrieval.BlockSource;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.HeldBlock;
import org.peerdist.retrieval.HeldSegment;
import org.peerdist.retrieval.RetrievalServer;
import org.peerdist.retrieval.UploadLimits;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** A peer on a real Jetty server, which has all blocks of a content in both versions. */
final class PeerOnJetty implements AutoCloseable {
  static final int LENGTH = 1_000_003;

  final List<Segment> segments = new ArrayList<>();
  final RetrievalServer retrieval;
  volatile Runnable beforeRead = () -> {};
  private final byte[] content = new byte[LENGTH];
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  PeerOnJetty(Path folder, CryptoAlgorithm algorithm, UploadLimits limits, Duration uploadTimeout)
      throws Exception {
    new Random(7).nextBytes(content);
    hash(folder);
    Map<SegmentId, HeldSegment> held = new HashMap<>();
    segments.forEach(segment -> held.put(segment.id(), new Held(segment)));
    BlockSource source = id -> Optional.ofNullable(held.get(id));
    retrieval = new RetrievalServer(source, algorithm, limits, new SecureRandom());
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setAcceptedSendBufferSize(8192);
    connector.setAcceptQueueSize(limits.uploads());
    connector
        .getConnectionFactory(HttpConnectionFactory.class)
        .getHttpConfiguration()
        .setHttpCompliance(RetrievalHandler.COMPLIANCE);
    server.addConnector(connector);
    server.setHandler(new RetrievalHandler(retrieval, uploadTimeout));
    server.start();
  }

  private void hash(Path folder) throws IOException, WireFormatException {
    Path file = Files.write(folder.resolve("content"), content);
    Map<ContentVersion, Path> outputs =
        Map.of(
            ContentVersion.V1, folder.resolve("content.1"),
            ContentVersion.V2, folder.resolve("content.2"));
    Bytes passphrase = Bytes.copyOf("secret".getBytes(StandardCharsets.US_ASCII));
    try (HashGenerator generator =
        new HashGenerator(new ServerPassphrase(passphrase), HashingOptions.defaults())) {
      generator.hashFile(file, outputs);
    }
    for (Path output : outputs.values()) {
      ByteBuffer information = ByteBuffer.wrap(Files.readAllBytes(output));
      segments.addAll(ContentInformation.decode(information).segments());
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
  }

  ByteBuffer block(Segment segment, int index) {
    return ByteBuffer.wrap(
            content,
            (int) segment.blockRange(index).start(),
            (int) segment.blockRange(index).length())
        .slice();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  private final class Held implements HeldSegment {
    private final Segment segment;

    Held(Segment segment) {
      this.segment = segment;
    }

    @Override
    public int blockCount() {
      return segment.blockCount();
    }

    @Override
    public BitSet heldBlocks() {
      BitSet all = new BitSet();
      all.set(0, segment.blockCount());
      return all;
    }

    @Override
    public Optional<HeldBlock> read(int index) {
      beforeRead.run();
      return index < segment.blockCount()
          ? Optional.of(new HeldBlock.Plain(block(segment, index), segment.secret()))
          : Optional.empty();
    }
  }
}
