package org.peerdist.launcher;

import java.io.IOException;
import java.net.InetAddress;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.peerdist.cache.ContentCache;
import org.peerdist.hostedcache.HostedCache;
import org.peerdist.jetty.HostedCacheHandler;
import org.peerdist.jetty.service.ClientLogin;
import org.peerdist.jetty.service.HostedCacheService;
import org.peerdist.jetty.service.MachineNames;
import org.peerdist.launcher.internal.ServiceRun;
import org.peerdist.retrieval.UploadLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps for a branch what its clients offer. */
@Command(
    name = "hosted-cache",
    description = {
      "Keeps what the clients of a branch have fetched, and gives it to the others.",
      "Clients of Windows 8 and later, and 'get --hosted-cache', use HTTP (protocol 2.0). Those of",
      "Windows 7 offer over HTTPS (protocol 1.0) and fetch over HTTP.",
      "Prints 'ready URL' for each when it accepts connections, and runs until SIGINT or SIGTERM."
    })
final class HostedCacheCommand extends Subcommand {
  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = HostAndPort.Converter.class,
      order = 10,
      description = "Where to take offers and to give out blocks (default: 0.0.0.0:80).")
  private HostAndPort listen = new HostAndPort("0.0.0.0", 80);

  @Option(
      names = "--https-listen",
      paramLabel = "HOST:PORT",
      converter = HostAndPort.Converter.class,
      order = 11,
      description = "Where to take offers by HTTPS (default: 0.0.0.0:443).")
  private HostAndPort httpsListen = new HostAndPort("0.0.0.0", 443);

  @Option(names = "--no-https", order = 12, description = "Takes no offers by HTTPS.")
  private boolean noHttps;

  @Option(
      names = "--announce",
      negatable = true,
      order = 13,
      description = {
        "Tells the network, by multicast DNS, that there is a hosted cache, for",
        "'get --find-hosted-cache' (default: yes, unless it is reachable on",
        "loopback only)."
      })
  private Boolean announce;

  @Option(
      names = "--max-uploads",
      paramLabel = "N",
      order = 20,
      description = {
        "How many clients are given something at once; who comes then gets an",
        "empty answer (default: 1024, or as many as a quarter of the memory of",
        "the Java heap has room for)."
      })
  private int uploads = HostedCacheHandler.usualUploads();

  @Option(
      names = "--max-upload-rate",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      order = 21,
      description = "How many bytes go out in a second, such as 10MiB (default: no limit).")
  private ByteSize rate;

  @Mixin private HttpsArguments https;

  @Mixin private OwnCacheOptions cacheOptions;

  @Mixin private StatusOption status;

  @Override
  void run() throws CommandFailure, IOException, InterruptedException {
    UploadLimits limits = limits();
    SslContextFactory.Server tls = null;
    ClientLogin login = ClientLogin.NONE;
    if (!noHttps) {
      try {
        login = https.login();
        tls = https.tls(cacheOptions.state(), err());
      } catch (IllegalArgumentException e) {
        throw usage(e.getMessage());
      }
    }
    try (ServiceRun run = ServiceRun.start();
        StatusBoards boards = new StatusBoards();
        ContentCache cache = cacheOptions.open();
        HostedCacheService service = HostedCacheService.create(cache)) {
      service.listen(listen.host(), listen.resolve(), limits);
      if (tls != null) {
        service.listenTls(httpsListen.host(), httpsListen.resolve(), tls, login::guard);
      }
      status.show(boards.ofHostedCache(service, cache), service.servers());
      for (String url : service.urls()) {
        Ready.print(url);
      }
      InetAddress address = listen.resolve().getAddress();
      if (announce == null ? !address.isLoopbackAddress() : announce) {
        service.announce(address, MachineNames.hostName().orElse("this machine"));
      }
      Managed.show(service.servers());
      run.awaitStop();
    }
  }

  private UploadLimits limits() {
    try {
      UploadLimits limits = HostedCache.DEFAULT_UPLOADS.withUploads(uploads);
      return rate == null ? limits : limits.withBytesPerSecond(rate.bytes());
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }
}
