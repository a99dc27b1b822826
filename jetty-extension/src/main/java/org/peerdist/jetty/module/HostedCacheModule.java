package org.peerdist.jetty.module;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.peerdist.cache.ContentCache;
import org.peerdist.hostedcache.HostedCache;
import org.peerdist.hostedcache.HostedCacheOptions;
import org.peerdist.jetty.HostedCacheHandler;
import org.peerdist.jetty.RetrievalHandler;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.RetrievalServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The module {@code peerdist-hosted-cache}: a server keeps what the clients of a branch have. */
public final class HostedCacheModule extends CacheModule {
  private static final Logger LOG = LoggerFactory.getLogger(HostedCacheModule.class);

  /**
   * A module with the usual settings: it answers on the connectors of the server.
   *
   * @param base the folder that relative paths begin at, {@code $JETTY_BASE}
   */
  public HostedCacheModule(String base) {
    super(
        "peerdist.hostedCache",
        base,
        "hosted-cache",
        Optional.empty(),
        HostedCache.DEFAULT_UPLOADS.withUploads(HostedCacheHandler.usualUploads()));
  }

  /**
   * Opens the cache, and has it answer before what the server has so far. It ends when the server
   * stops, which cannot be started again then.
   *
   * @param server a server that is not started
   * @throws IOException in one sentence, if the cache cannot be opened
   */
  public void install(Server server) throws IOException {
    ContentCache cache = openCache();
    HostedCache hosted = HostedCache.start(cache, HostedCacheOptions.DEFAULT);
    RetrievalServer retrieval =
        new RetrievalServer(hosted.blocks(), CryptoAlgorithm.AES_128, limits(), new SecureRandom());
    Handler service =
        new Handler.Sequence(new HostedCacheHandler(hosted), new RetrievalHandler(retrieval));
    mount(
        server,
        service,
        cache,
        () -> {
          try (cache) {
            hosted.close();
          }
        });
    LOG.info("This server is a hosted cache");
  }
}
