package org.peerdist.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.HostedCacheLocator;
import org.peerdist.client.PeerDistClient;
import org.peerdist.client.ProgressListener;
import org.peerdist.client.PushReport;
import org.peerdist.discovery.Quorum;
import org.peerdist.jetty.service.PeerService;
import org.peerdist.jetty.service.PeerSettings;
import org.peerdist.launcher.internal.ProgressBar;
import org.peerdist.launcher.internal.StandardOutput;
import org.peerdist.retrieval.UploadLimits;
import org.peerdist.smb.client.SmbAddress;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a URL from peers, and from its origin what they don't have. */
@Command(
    name = "get",
    description = {
      "Fetches a URL or a file of a share: from peers what they have, from its origin the rest.",
      "The order is own cache, named peers, hosted cache, peers that discovery finds, origin."
          + " A download that broke off goes on where it stopped."
    })
final class GetCommand extends Subcommand {
  /** POLICY: so long hosted caches may take, after the download, to listen to the last offers. */
  private static final Duration OFFER_TIME = Duration.ofSeconds(2);

  /** POLICY: so long they may take to fetch what they were offered. */
  private static final Duration FETCH_TIME = Duration.ofSeconds(30);

  /** POLICY: a hosted cache that fetches nothing for so long has what it wants. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  @Parameters(
      paramLabel = "URL",
      description = {
        "An http or https URL, or a file of a share:",
        "smb://[DOMAIN;USER@]HOST[:PORT]/SHARE/PATH"
      })
  private String url;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The output (default, and with -: stdout).")
  private Path output;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = HostAndPort.Converter.class,
      description = {
        "Gives to others what is there already, while it downloads",
        "(a peer that runs on the same state folder does that anyway)."
      })
  private HostAndPort listen;

  @Option(
      names = "--peer",
      paramLabel = "HOST:PORT",
      converter = HostAndPort.Converter.class,
      description = "A peer to ask; can be repeated.")
  private List<HostAndPort> peers = List.of();

  @Mixin private HostedCacheArguments hostedCaches;

  @Option(
      names = "--quorum",
      paramLabel = "N",
      order = 67,
      description = {
        "Does not answer discovery about what so many peers had when it was fetched",
        "(default: ${DEFAULT-VALUE})."
      })
  private int quorum = Quorum.DEFAULT;

  @Mixin private DiscoveryArguments discovery;

  @Mixin private SearchArguments search;

  @Mixin private UploadArguments uploads;

  @Mixin private RateArguments rates;

  @Mixin private TrustArguments trust;

  @Option(names = "--json", description = "Prints one JSON object that says what came from where.")
  private boolean json;

  @Mixin private ShareArguments shareArguments;

  @Mixin private OwnCacheOptions cacheOptions;

  @Override
  void run() throws CommandFailure, IOException, InterruptedException {
    String problem = hostedCaches.problem(output != null);
    if (problem != null) {
      throw usage(problem);
    }
    boolean toStdout =
        !hostedCaches.isOfferOnly() && (output == null || output.toString().equals("-"));
    if (json && toStdout) {
      throw usage("--json writes to stdout, so the content needs -o FILE");
    }
    checkShare(toStdout);
    ClientOptions options = options();
    Optional<PeerSettings> settings = peerSettings();
    Quorum heard = heard();
    HostedCacheLocator locator = locator();
    try (OwnCache cache = OwnCache.open(cacheOptions);
        PeerDistClient client = new PeerDistClient(options, cache.store(), heard, locator);
        PeerService peer =
            settings.isEmpty() ? null : startPeer(cache, settings.get(), heard, client);
        OfferedCache offered = offered(cache, peer);
        GetOutput out =
            hostedCaches.isOfferOnly() || shareArguments.isRecursive()
                ? GetOutput.nowhere()
                : GetOutput.of(toStdout ? null : output)) {
      if (peer != null) {
        LoggerFactory.getLogger(GetCommand.class).info("Gives to others at {}", peer.url());
        client.offeredAs(peer.service());
      }
      if (offered.isPossible()) {
        client.offerFrom(offered);
      } else if (hostedCaches.isOfferOnly()) {
        throw new CommandFailure("--offer-only needs the content cache, to give the content from");
      }
      cache.introduce(client);
      cache.begin();
      try {
        report(fetch(client, options, out));
      } finally {
        cache.tell(client.downloads());
      }
      if (client.awaitOffers(OFFER_TIME) > 0) {
        offered.awaitQuiet(QUIET, FETCH_TIME);
      }
    }
  }

  /** What hosted caches are given, if they are offered something. */
  private OfferedCache offered(OwnCache cache, PeerService peer) {
    if (!hostedCaches.offers() || uploads.isNothing()) {
      return new OfferedCache(
          Optional.empty(), UploadLimits.PEER, Optional.empty(), Optional.empty());
    }
    return new OfferedCache(
        cache.opened(),
        uploads.limits(),
        Optional.ofNullable(peer).map(PeerService::uploads),
        cache.sharedAt());
  }

  private HostedCacheLocator locator() throws IOException {
    try {
      return hostedCaches.locator(discovery.interfaces(), cacheOptions.state());
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private URI address() {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw usage("'" + url + "' is no URL: " + e.getReason());
    }
  }

  private ClientOptions options() throws CommandFailure, IOException {
    List<InetSocketAddress> named = new ArrayList<>();
    for (HostAndPort peer : peers) {
      named.add(peer.resolve());
    }
    try {
      ClientOptions options = trust.in(search.options(discovery.options()).withNamedPeers(named));
      return rates.in(options).withHostedCaches(hostedCaches.resolve());
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private Optional<PeerSettings> peerSettings() throws CommandFailure {
    if (listen == null || uploads.isNothing()) {
      return Optional.empty();
    }
    try {
      return Optional.of(uploads.settings(listen, listen.resolve(), discovery.options()));
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private Quorum heard() {
    try {
      return new Quorum(quorum);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private static PeerService startPeer(
      OwnCache cache, PeerSettings settings, Quorum heard, PeerDistClient client)
      throws CommandFailure, IOException {
    if (cache.isShared()) {
      return null;
    }
    if (cache.opened().isEmpty()) {
      throw new CommandFailure("--listen needs the content cache, which another process has");
    }
    return PeerService.start(cache.opened().get(), settings, heard, client::hasSent);
  }

  private void checkShare(boolean toStdout) {
    if (!ShareArguments.isShare(url)) {
      address();
      if (shareArguments.isRecursive()) {
        throw usage("-r is for smb URLs");
      }
    } else if (hostedCaches.isOfferOnly()) {
      throw usage("--offer-only is not for smb URLs");
    } else if (shareArguments.isRecursive() && toStdout) {
      throw usage("-r needs -o FOLDER");
    }
  }

  private DownloadReport fetch(PeerDistClient client, ClientOptions options, GetOutput out)
      throws CommandFailure, IOException, InterruptedException {
    try (ProgressBar bar = ProgressBar.onStderr()) {
      ProgressListener progress = new ShownProgress(bar);
      if (ShareArguments.isShare(url)) {
        SmbAddress address = SmbAddress.parse(url);
        ShareGet get = new ShareGet(shareArguments, client, options.hashWait(), json, progress);
        return shareArguments.isRecursive() ? get.tree(address, output) : get.file(address, out);
      }
      DownloadRequest request = new DownloadRequest(address(), out.target(), progress, json);
      DownloadReport report =
          hostedCaches.isOfferOnly() ? push(client, request) : client.fetch(request);
      out.finish();
      return report;
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    } catch (IOException e) {
      if (out.isPartial()) {
        throw new CommandFailure(
            Failures.describe(e) + "; the same command goes on where this stopped", e);
      }
      throw new CommandFailure(Failures.describe(e) + TrustArguments.hint(e), e);
    }
  }

  private static DownloadReport push(PeerDistClient client, DownloadRequest request)
      throws CommandFailure, IOException, InterruptedException {
    PushReport push = client.push(request, FETCH_TIME);
    if (push.segments() == 0) {
      throw new CommandFailure("the origin gives no hashes of this content: it can't be offered");
    }
    if (push.missing() > 0) {
      throw new CommandFailure(
          "the hosted cache did not fetch "
              + push.missing()
              + " of "
              + push.segments()
              + " segments: look whether it reaches this machine, and has room");
    }
    return push.download();
  }

  private void report(DownloadReport report) throws IOException {
    if (json) {
      try (OutputStream out = StandardOutput.stream()) {
        GetReport.writeJson(report, out);
      }
    } else if (ProgressBar.isTerminal() || isVerbose()) {
      System.err.println(GetReport.text(report));
      GetReport.why(report).ifPresent(System.err::println);
    }
  }
}
