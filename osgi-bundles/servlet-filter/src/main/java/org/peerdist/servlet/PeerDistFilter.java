package org.peerdist.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Predicate;
import org.peerdist.api.Owner;
import org.peerdist.api.PublishingSession;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.origin.CodingRequest;
import org.peerdist.origin.OriginStatistics;
import org.peerdist.origin.Publications;
import org.peerdist.origin.ResponseDecision;

/**
 * Puts the PeerDist content coding on what the filters and servlets behind it answer: clients that
 * ask for it get the hashes of the content, with which they find it at their peers.
 *
 * <p>It decides when the first byte is written. If there are hashes they are sent, and the write of
 * the servlet fails, as if the client had gone. If not, the content passes as it is, and is hashed
 * on its way, or in the background if it is a file of the web application.
 *
 * <p>It belongs behind filters that compress. Declared in {@code web.xml}, it has these parameters,
 * of which only the first is needed:
 *
 * <ul>
 *   <li>{@code state}: the folder in which the secret and the hashes are kept, for the user of the
 *       server alone
 *   <li>{@code passphraseFile}: a file whose bytes the secret comes from; without it, a random one
 *       is made once and kept
 *   <li>{@code publish}: folders, with commas between them, whose files are hashed at the start and
 *       when they change
 *   <li>{@code contentVersion}: the highest version of content information to give out, 1 or 2
 *   <li>{@code cacheSize}: how much disk the hashes may take, in bytes
 *   <li>{@code minSize}: what is shorter gets no hashes, in bytes; 64 KiB unless set
 *   <li>{@code includedTypes}, {@code excludedTypes}: media types that may get hashes, and types
 *       that may not, with commas between them
 * </ul>
 *
 * <p>Paths are chosen by the filter's mapping. Safe for use by many threads.
 */
public final class PeerDistFilter implements Filter {
  private static final String SEEN = PeerDistFilter.class.getName();

  /** POLICY: the hashes of less are not worth another way to the server and to peers. */
  private static final long MIN_SIZE = 64 * 1024;

  private final OriginStatistics statistics = new OriginStatistics();
  private PublishingService own;
  private PublishingSession session;
  private ContentVersion highestVersion = ContentVersion.V2;
  private long minSize = MIN_SIZE;
  private Predicate<String> types = type -> true;

  /** A filter for {@code web.xml}. */
  public PeerDistFilter() {}

  /**
   * A filter that is registered by code.
   *
   * @param session publishes what is answered; it stays open when this is destroyed
   */
  public PeerDistFilter(PublishingSession session) {
    this.session = session;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    if (session != null) {
      return;
    }
    FilterSettings settings = new FilterSettings(config);
    highestVersion = settings.highestVersion();
    minSize = settings.minSize(MIN_SIZE);
    types = settings.types();
    own = settings.open();
    session = own.openSession(Owner.SHARED);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer
        // SPEC [MS-PCCRTP] <4>: clients use the coding for GET only.
        && http.getMethod().equals("GET")
        && http.getAttribute(SEEN) == null) {
      http.setAttribute(SEEN, true);
      code(http, answer, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void code(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    CodingRequest coding =
        CodingRequest.of(name -> Collections.list(request.getHeaders(name)), highestVersion);
    statistics.countRequest(coding);
    CodedResponse coded = new CodedResponse(this, coding, request, response);
    boolean done = false;
    try {
      chain.doFilter(request, coded);
      done = true;
    } catch (IOException | ServletException | RuntimeException e) {
      // Whatever a servlet makes of it, after hashes the client has got its answer.
      if (!coded.isHit()) {
        throw e;
      }
    } finally {
      if (done && request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new End(coded), request, coded);
      } else {
        coded.end(done);
      }
    }
  }

  /** What decides. */
  ResponseDecision decision() {
    return new ResponseDecision(
        new Publications(session), InstantSource.system(), minSize, types, statistics);
  }

  /** The file that a request is answered with, if it is one of the web application. */
  static Optional<Path> locate(HttpServletRequest request) {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    String real = request.getServletContext().getRealPath(request.getServletPath() + path);
    return Optional.ofNullable(real).map(Path::of);
  }

  /**
   * What was answered so far.
   *
   * @return counters that go on counting
   */
  public OriginStatistics statistics() {
    return statistics;
  }

  /** Ends what {@link #init} has opened. */
  @Override
  public void destroy() {
    if (own != null) {
      try {
        own.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  /** The end of an asynchronous answer. */
  private record End(CodedResponse coded) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      coded.end(true);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      coded.end(false);
    }

    @Override
    public void onError(AsyncEvent event) {
      coded.end(false);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
