package org.peerdist.hostedcache;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.peerdist.cache.ContentCache;
import org.peerdist.hostedcache.internal.PullWorkers;
import org.peerdist.retrieval.BlockSource;
import org.peerdist.retrieval.HttpRetrievalTransport;
import org.peerdist.retrieval.HttpTransportSettings;
import org.peerdist.retrieval.RetrievalClient;
import org.peerdist.retrieval.RetrievalTransport;
import org.peerdist.retrieval.UploadLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hosted cache ([MS-PCHC] 3.1) without its HTTP server: takes offers, fetches what it does not
 * have from the clients that offer it, and gives out what it has. Safe for use by many threads.
 *
 * <p>What comes by protocol 2.0 it can't verify, since it is told neither keys nor hashes: it
 * stores that as it comes, and whoever reads it verifies it. What comes by 1.0 is verified before
 * it is stored.
 */
public final class HostedCache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostedCache.class);

  /** SPEC [MS-PCCRR] 3.2.1, note 12: a hosted cache has at most 1,024 uploads by default. */
  public static final UploadLimits DEFAULT_UPLOADS = UploadLimits.PEER.withUploads(1024);

  private final OfferStatistics statistics = new OfferStatistics();
  private final HostedStore store;
  private final HostedCacheServer server;
  private final PullQueue queue;
  private final RetrievalTransport transport;
  private final PullWorkers workers;
  private final SegmentPuller puller;

  private HostedCache(
      ContentCache cache, HostedCacheOptions options, RetrievalTransport transport) {
    this.store = new HostedStore(cache, InstantSource.system());
    this.server = new HostedCacheServer(store, statistics, InstantSource.system());
    this.queue = new PullQueue(options);
    this.transport = transport;
    this.workers = new PullWorkers(options.maxPulls());
    this.puller =
        new SegmentPuller(
            new RetrievalClient(transport),
            store,
            statistics,
            options.minBytesPerSecond(),
            workers::nanoTime);
  }

  /**
   * Starts a hosted cache.
   *
   * @param cache where blocks are stored; the caller closes it after the hosted cache
   * @param options how it fetches
   * @return the running cache
   */
  public static HostedCache start(ContentCache cache, HostedCacheOptions options) {
    HttpTransportSettings settings =
        HttpTransportSettings.DEFAULT.withRequestTimeout(options.requestTimeout());
    return start(cache, options, HttpRetrievalTransport.create(settings));
  }

  /** Starts a hosted cache that fetches over another transport, which it closes. */
  static HostedCache start(
      ContentCache cache, HostedCacheOptions options, RetrievalTransport transport) {
    return new HostedCache(cache, options, transport);
  }

  /**
   * Takes an offer. What is missing is fetched later, on other threads.
   *
   * @param version the version of the URL that it was sent to
   * @param client the address that the connection came from, and nothing that a header says
   * @param request the body of the HTTP request; not changed
   * @return the body of the HTTP response, or nothing if the request is not valid and there must be
   *     no message in reply
   */
  public Optional<ByteBuffer> offer(
      HostedCacheVersion version, InetAddress client, ByteBuffer request) {
    Optional<OfferAnswer> answer = server.respond(version, client, request);
    answer.map(OfferAnswer::pulls).ifPresent(this::fetch);
    return answer.map(made -> made.code().encode());
  }

  private void fetch(List<Pull> pulls) {
    for (Pull pull : pulls) {
      PullQueue.Admission admission = queue.add(pull, workers.nanoTime());
      if (admission == PullQueue.Admission.FULL || admission == PullQueue.Admission.PORT_REFUSED) {
        statistics.refused();
        LOG.debug("{}: {} is not fetched: {}", pull.peer(), pull.id(), admission);
      }
    }
    startPulls();
  }

  private void startPulls() {
    for (Optional<Pull> next = nextPull(); next.isPresent(); next = nextPull()) {
      Pull pull = next.get();
      workers.execute(() -> run(pull));
    }
  }

  private Optional<Pull> nextPull() {
    return queue.next(workers.nanoTime());
  }

  private void run(Pull pull) {
    PullOutcome outcome = PullOutcome.FAILED;
    try {
      outcome = puller.pull(pull);
    } finally {
      statistics.finished(outcome);
      Duration pause = queue.finished(pull, outcome, workers.nanoTime());
      if (!pause.isZero()) {
        workers.later(this::startPulls, pause);
      }
      startPulls();
    }
  }

  /**
   * What it gives out.
   *
   * @return a source for a retrieval server
   */
  public BlockSource blocks() {
    return store;
  }

  /**
   * What it was offered and has fetched.
   *
   * @return counters that go on counting
   */
  public OfferStatistics statistics() {
    return statistics;
  }

  /**
   * The segments that are being fetched or wait for it.
   *
   * @return 0 or more
   */
  public int pending() {
    return queue.active() + queue.waiting();
  }

  /** Stops to fetch. What is under way ends within a few seconds. */
  @Override
  public void close() {
    transport.close();
    workers.close();
  }
}
