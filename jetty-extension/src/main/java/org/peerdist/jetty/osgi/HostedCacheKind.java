package org.peerdist.jetty.osgi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.peerdist.cache.ContentCache;
import org.peerdist.configuration.HomePath;
import org.peerdist.configuration.HostPort;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.peerdist.configuration.osgi.ServiceKind;
import org.peerdist.hostedcache.HostedCache;
import org.peerdist.jetty.service.HostedCacheService;

/**
 * How a hosted cache is made from its configuration.
 *
 * @param cache where it stores
 */
record HostedCacheKind(ContentCache cache)
    implements ServiceKind<HostedCacheSettings, HostedCacheService> {
  static final String PID = "org.peerdist.hostedcache";

  @Override
  public String pid() {
    return PID;
  }

  @Override
  public Class<HostedCacheService> type() {
    return HostedCacheService.class;
  }

  @Override
  public HostedCacheSettings read(Settings settings) throws SettingException {
    return new HostedCacheSettings(
        settings.value("listen", new HostPort("0.0.0.0", 80), HostPort::parse),
        PeerKind.limits(settings, HostedCache.DEFAULT_UPLOADS),
        https(settings));
  }

  private static Optional<HostedCacheSettings.Https> https(Settings settings)
      throws SettingException {
    Optional<Path> keystore =
        settings.value("https.keystore", Optional.empty(), text -> Optional.of(readable(text)));
    HostPort listen = settings.value("https.listen", new HostPort("0.0.0.0", 443), HostPort::parse);
    return keystore.map(
        file -> new HostedCacheSettings.Https(listen, file, settings.text("https.password")));
  }

  private static Path readable(String text) {
    Path file = HomePath.parse(text);
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("there is no such file, or it can't be read");
    }
    return file;
  }

  @Override
  public HostedCacheService start(HostedCacheSettings settings) throws SettingException {
    HostedCacheService service = HostedCacheService.create(cache);
    try {
      listen(service, settings);
      return service;
    } catch (SettingException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private static void listen(HostedCacheService service, HostedCacheSettings settings)
      throws SettingException {
    try {
      service.listen(
          settings.listen().host(), resolve("listen", settings.listen()), settings.limits());
    } catch (IOException e) {
      throw new SettingException("listen", e.getMessage());
    }
    if (settings.https().isEmpty()) {
      return;
    }
    HostedCacheSettings.Https https = settings.https().get();
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStoreType("PKCS12");
    tls.setKeyStorePath(https.keystore().toUri().toString());
    tls.setKeyStorePassword(https.password());
    try {
      InetSocketAddress address = resolve("https.listen", https.listen());
      service.listenTls(https.listen().host(), address, tls, UnaryOperator.identity());
    } catch (IOException e) {
      boolean taken = String.valueOf(e.getMessage()).startsWith("cannot listen");
      throw new SettingException(taken ? "https.listen" : "https.keystore", e.getMessage());
    }
  }

  private static InetSocketAddress resolve(String key, HostPort address) throws SettingException {
    try {
      return address.resolve();
    } catch (IllegalArgumentException e) {
      throw new SettingException(key, e.getMessage());
    }
  }

  @Override
  public boolean exclude(HostedCacheSettings one, HostedCacheSettings other) {
    return true;
  }

  @Override
  public String describe(HostedCacheService service) {
    return " at " + String.join(" ", service.urls());
  }
}
