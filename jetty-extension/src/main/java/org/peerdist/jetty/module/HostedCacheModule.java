package org.peerdist.jetty.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.peerdist.cache.ContentCache;
import org.peerdist.hostedcache.HostedCache;
import org.peerdist.hostedcache.HostedCacheOptions;
import org.peerdist.jetty.HostedCacheHandler;
import org.peerdist.jetty.RetrievalHandler;
import org.peerdist.jetty.service.ClientLogin;
import org.peerdist.jetty.service.MachineNames;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.RetrievalServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The module {@code peerdist-hosted-cache}: a server keeps what the clients of a branch have. */
public final class HostedCacheModule extends CacheModule {
  private static final Logger LOG = LoggerFactory.getLogger(HostedCacheModule.class);

  private Optional<Boolean> announce = Optional.empty();
  private Optional<Path> users = Optional.empty();
  private Optional<Path> keytab = Optional.empty();
  private Optional<String> principal = Optional.empty();
  private Announcement announcement;

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
   * {@code peerdist.hostedCache.announce}: whether the network is told of it by multicast DNS.
   *
   * @param answer {@code true} or {@code false}; true unless set, if others can reach it
   */
  public void setAnnounce(String answer) {
    if (!answer.isBlank()) {
      announce = Optional.of(Settings.flag("peerdist.hostedCache.announce", answer));
    }
  }

  /**
   * {@code peerdist.hostedCache.users}: takes offers by HTTPS only with a name and a password of a
   * file (HTTP Basic).
   *
   * @param file a file with lines {@code name: password}; everybody may offer unless set
   */
  public void setUsers(String file) {
    users = file.isBlank() ? Optional.empty() : Optional.of(resolve(file));
  }

  /**
   * {@code peerdist.hostedCache.keytab}: takes offers by HTTPS only from clients that the domain
   * knows (SPNEGO with Kerberos).
   *
   * @param file the keytab of the service; everybody may offer unless set
   */
  public void setKeytab(String file) {
    keytab = file.isBlank() ? Optional.empty() : Optional.of(resolve(file));
  }

  /**
   * {@code peerdist.hostedCache.service}: the principal of the keytab.
   *
   * @param name such as {@code HTTP/cache.example.org}; HTTP and this machine's name unless set
   */
  public void setService(String name) {
    if (name.isBlank()) {
      return;
    }
    if (!name.strip().matches("[^/@]+/[^/@]+")) {
      throw new IllegalArgumentException(
          "peerdist.hostedCache.service="
              + name
              + ": a principal such as HTTP/cache.example.org is expected");
    }
    principal = Optional.of(name.strip());
  }

  /** Who may offer by HTTPS; nothing for everybody. */
  private Optional<ClientLogin> login() throws IOException {
    if (users.isPresent() && keytab.isPresent()) {
      throw new IllegalArgumentException(
          "peerdist.hostedCache.users and peerdist.hostedCache.keytab exclude each other");
    }
    if (users.isPresent()) {
      return Optional.of(ClientLogin.basic(readable(users.get())));
    }
    if (keytab.isEmpty()) {
      return Optional.empty();
    }
    String name = principal.isPresent() ? principal.get() : "HTTP/" + MachineNames.all().get(0);
    String[] parts = name.split("/", 2);
    return Optional.of(ClientLogin.kerberos(readable(keytab.get()), parts[0], parts[1]));
  }

  private static Path readable(Path file) throws IOException {
    Files.newInputStream(file).close();
    return file;
  }

  private static Handler offers(HostedCache hosted, Optional<ClientLogin> login) {
    Handler offers = new HostedCacheHandler(hosted);
    return login
        .<Handler>map(
            guard ->
                new Handler.Sequence(
                    new GuardedOffers(guard.guard(new HostedCacheHandler(hosted))), offers))
        .orElse(offers);
  }

  /**
   * Opens the cache, and has it answer before what the server has so far. It ends when the server
   * stops, which cannot be started again then.
   *
   * @param server a server that is not started
   * @throws IOException in one sentence, if the cache cannot be opened
   */
  public void install(Server server) throws IOException {
    Optional<ClientLogin> login = login();
    ContentCache cache = openCache();
    HostedCache hosted = HostedCache.start(cache, HostedCacheOptions.DEFAULT);
    RetrievalServer retrieval =
        new RetrievalServer(hosted.blocks(), CryptoAlgorithm.AES_128, limits(), new SecureRandom());
    Handler service = new Handler.Sequence(offers(hosted, login), new RetrievalHandler(retrieval));
    Optional<ServerConnector> own = mount(server, service, cache, () -> close(cache, hosted));
    announcement = new Announcement(server, own, announce);
    server.addEventListener(announcement);
    LOG.info("This server is a hosted cache");
  }

  private void close(ContentCache cache, HostedCache hosted) throws IOException {
    try (cache;
        hosted) {
      announcement.close();
    }
  }

  /** Whether the network is told of it. */
  boolean isAnnounced() {
    return announcement.isOn();
  }
}
