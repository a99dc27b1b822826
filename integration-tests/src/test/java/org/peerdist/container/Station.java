package org.peerdist.container;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A container with a cache, a client and, if wanted, a peer; all on the loopback interface. */
final class Station implements AutoCloseable {
  static final String CACHE = "org.peerdist.cache.ContentCache";
  static final String CLIENT = "org.peerdist.client.PeerDistClient";
  static final String PEER = "org.peerdist.jetty.service.PeerService";
  static final String HOSTED_CACHE = "org.peerdist.jetty.service.HostedCacheService";

  static final String SHARE = "org.peerdist.smb.service.ShareService";
  static final String PUBLISHER = "org.peerdist.hashgen.PublishingService";

  private final Container container;
  private final Path folder;

  private Station(Container container, Path folder) {
    this.container = container;
    this.folder = folder;
  }

  /**
   * Starts a container with all bundles, and some for other purposes, and nothing configured but a
   * cache.
   */
  static Station start(Product product, Path folder, String... purposes) throws Exception {
    Container container = Container.start(product, folder.resolve("framework"));
    container.startAll(purposes);
    Station station = new Station(container, folder);
    station.cacheOf("20MiB");
    return station;
  }

  Container container() {
    return container;
  }

  void cacheOf(String size) throws Exception {
    String cache = folder.resolve("cache").toString();
    container.configure("org.peerdist.cache", Map.of("folder", cache, "size", size));
  }

  /** Has a client that asks these peers. */
  void client(String... peers) throws Exception {
    container.configure("org.peerdist.client", Map.of("discovery", false, "peers", peers));
  }

  /** Has a peer, and gives its address. */
  String peer() throws Exception {
    container.configure(
        "org.peerdist.peer",
        Map.of("listen", "127.0.0.1:0", "interfaces", "lo", "discovery.port", 17_021));
    return "127.0.0.1:" + container.service(PEER).call("port");
  }

  /** Has a hosted cache. */
  void hostedCache() throws Exception {
    container.configure("org.peerdist.hostedcache", Map.of("listen", "127.0.0.1:0"));
  }

  /** Has a publisher without folders. */
  void publisher() throws Exception {
    String state = folder.resolve("state").toString();
    container.configure("org.peerdist.publisher", Map.of("state", state));
    container.service(PUBLISHER);
  }

  /** Fetches a URL into a file, and gives the report, by its accessors. */
  Reflected fetch(String url, Path file) throws Exception {
    Reflected client = container.service(CLIENT);
    String prefix = "org.peerdist.client.";
    Object target = client.callStatic(prefix + "DownloadTarget", "ofFile", file);
    Object request = client.callStatic(prefix + "DownloadRequest", "of", URI.create(url), target);
    try {
      return new Reflected(client.call("fetch", request), prefix + "DownloadReport");
    } finally {
      ((AutoCloseable) target).close();
    }
  }

  @Override
  public void close() throws org.osgi.framework.BundleException {
    container.close();
  }
}
