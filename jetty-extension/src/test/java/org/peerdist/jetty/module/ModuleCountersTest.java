package org.peerdist.jetty.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.eclipse.jetty.jmx.MBeanContainer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.SegmentId;
import org.peerdist.hostedcache.HostedCacheVersion;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.GetBlocks;
import org.peerdist.retrieval.RetrievalServer;
import org.peerdist.wire.Bytes;

/** The counters of a peer and of a hosted cache, as an administrator sees them by JMX. */
class ModuleCountersTest {
  @TempDir private Path base;
  private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
  private final Server server = new Server();
  private final ServerConnector usual = new ServerConnector(server);

  @BeforeEach
  void configure() {
    usual.setHost("127.0.0.1");
    server.addConnector(usual);
    server.setHandler(new DefaultHandler(false, false));
    server.addBean(new MBeanContainer(beans));
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private long count(String type, String attribute) throws Exception {
    Set<ObjectName> names =
        beans.queryNames(new ObjectName("org.peerdist.jetty*:type=" + type + ",*"), null);
    assertThat(names).hasSize(1);
    return (Long) beans.getAttribute(names.iterator().next(), attribute);
  }

  private void post(int port, String path, ByteBuffer body) throws Exception {
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .POST(BodyPublishers.ofByteArray(bytes))
            .build();
    HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
  }

  private static ByteBuffer blockThatNobodyHas() {
    SegmentId id = new SegmentId(Bytes.ofHex("17".repeat(32)));
    return GetBlocks.of(CryptoAlgorithm.AES_128, id, 0).encode();
  }

  @Test
  void peer_askedForABlock_countsIt() throws Exception {
    PeerModule peer = new PeerModule(base.toString());
    peer.setHost("127.0.0.1");
    peer.setPort("0");
    peer.setDiscovery("false");
    peer.setCacheSize("100000000");
    peer.install(server);
    server.start();
    int port = ((ServerConnector) server.getConnectors()[1]).getLocalPort();
    post(port, RetrievalServer.PATH, blockThatNobodyHas());
    assertThat(count("uploadcounters", "blocksAsked")).isEqualTo(1);
    assertThat(count("uploadcounters", "blocksServed")).isZero();
    assertThat(count("uploadcounters", "bytesServed")).isZero();
    assertThat(count("uploadcounters", "busyAnswers")).isZero();
    assertThat(count("uploadcounters", "peersSeen")).isEqualTo(1);
    assertThat(count("downloadcounters", "ended")).isZero();
    assertThat(count("cachecounters", "usedBytes")).isNotNegative();
    assertThat(count("cachecounters", "maximumBytes")).isEqualTo(100_000_000);
  }

  @Test
  void hostedCache_malformedOffer_countsIt() throws Exception {
    HostedCacheModule hosted = new HostedCacheModule(base.toString());
    hosted.install(server);
    server.start();
    post(usual.getLocalPort(), HostedCacheVersion.V2.path(), ByteBuffer.allocate(1));
    post(usual.getLocalPort(), RetrievalServer.PATH, blockThatNobodyHas());
    assertThat(count("offercounters", "malformedMessages")).isEqualTo(1);
    assertThat(count("offercounters", "offeredSegments")).isZero();
    assertThat(count("offercounters", "queuedSegments")).isZero();
    assertThat(count("uploadcounters", "blocksAsked")).isEqualTo(1);
  }
}
