package org.peerdist.jetty.module;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.peerdist.cache.CacheLimit;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.jetty.RetrievalHandler;
import org.peerdist.retrieval.UploadLimits;

/**
 * What the modules have in common that give the blocks of a content cache to others. Settings are
 * texts, as they stand in an ini file; each is refused with one sentence. For one thread.
 */
public abstract sealed class CacheModule permits PeerModule, HostedCacheModule {
  private static final int PORTS = 65535;

  private final String name;
  private final String cacheFolder;
  private final StateFolder state;
  private UploadLimits limits;
  private CacheOptions cacheOptions = CacheOptions.defaults();
  private String host;
  private Optional<Integer> port;

  /**
   * A module with the usual settings.
   *
   * @param name the first part of the names of its settings
   * @param base the folder that relative paths begin at
   * @param cacheFolder the folder of its cache in the state folder
   * @param port the port of its own, or nothing for the connectors of the server
   */
  CacheModule(
      String name, String base, String cacheFolder, Optional<Integer> port, UploadLimits limits) {
    this.name = name;
    this.cacheFolder = cacheFolder;
    this.state = new StateFolder(base);
    this.port = port;
    this.limits = limits;
  }

  /**
   * {@code peerdist.state}: where the cache is.
   *
   * @param folder {@code var/peerdist} unless set
   */
  public void setState(String folder) {
    state.set(folder);
  }

  /**
   * {@code .host}: the address at which the port of its own listens.
   *
   * @param address all addresses unless set
   */
  public void setHost(String address) {
    host = address.isBlank() ? null : address.strip();
  }

  /**
   * {@code .port}: a port of its own.
   *
   * @param number 0 for any free one
   */
  public void setPort(String number) {
    if (!number.isBlank()) {
      port = Optional.of((int) Settings.number(name + ".port", number, 0, PORTS));
    }
  }

  /**
   * {@code .cacheSize}: how much the cache may take on the disk.
   *
   * @param size bytes, or such as {@code 10%} of the disk; 5 % unless set
   */
  public void setCacheSize(String size) {
    String text = size.strip();
    boolean percent = text.endsWith("%");
    String digits = percent ? text.substring(0, text.length() - 1) : text;
    long number =
        percent
            ? Settings.number(name + ".cacheSize", digits, 1, 100)
            : Settings.number(name + ".cacheSize", digits, CacheLimit.MIN_BYTES, Long.MAX_VALUE);
    cacheOptions =
        cacheOptions.withLimit(
            percent ? CacheLimit.ofPercent((int) number) : CacheLimit.ofBytes(number));
  }

  /**
   * {@code .uploads}: how many others are given something at once.
   *
   * @param number 1 or more
   */
  public void setUploads(String number) {
    limits =
        limits.withUploads((int) Settings.number(name + ".uploads", number, 1, Integer.MAX_VALUE));
  }

  /**
   * {@code .uploadRate}: how much goes out in a second.
   *
   * @param bytes 1 or more; no limit unless set
   */
  public void setUploadRate(String bytes) {
    if (!bytes.isBlank()) {
      limits =
          limits.withBytesPerSecond(
              Settings.number(name + ".uploadRate", bytes, 1, Long.MAX_VALUE));
    }
  }

  /** What a path in a setting means. */
  final Path resolve(String path) {
    return state.resolve(path);
  }

  /** A file in the state folder. */
  final Path stateFile(String file) throws IOException {
    return state.file(file);
  }

  final UploadLimits limits() {
    return limits;
  }

  final ContentCache openCache() throws IOException {
    return ContentCache.open(state.folder(cacheFolder), cacheOptions);
  }

  /** Puts a service before what a server has, and ends something when the service ends. */
  final Optional<ServerConnector> mount(
      Server server, Handler service, ContentCache cache, AutoCloseable ending) {
    Optional<ServerConnector> own = port.map(number -> connector(server, number));
    FrontHandler front = new FrontHandler(service, own.orElse(null));
    front.addBean(new Ending(ending));
    front.addBean(new CacheCounters(cache));
    server.insertHandler(front);
    own.ifPresent(server::addConnector);
    return own;
  }

  private ServerConnector connector(Server server, int number) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setHttpCompliance(RetrievalHandler.COMPLIANCE);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
    connector.setName(name);
    connector.setHost(host);
    connector.setPort(number);
    return connector;
  }
}
