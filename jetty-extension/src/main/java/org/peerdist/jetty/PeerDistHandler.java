package org.peerdist.jetty;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.pathmap.PathSpecSet;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IncludeExclude;
import org.peerdist.api.PublishingSession;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.origin.HitMode;
import org.peerdist.origin.OriginStatistics;
import org.peerdist.origin.Publications;
import org.peerdist.origin.ResponseDecision;

/**
 * Puts the PeerDist content coding ([MS-PCCRTP]) on what the handlers inside answer: clients that
 * ask for it get the hashes of the content, with which they find it at their peers.
 *
 * <p>It decides when the first byte is written, so that whatever the handlers inside do about
 * access, welcome files or conditions holds. If there are hashes they are sent, and the content is
 * not read ({@link HitMode}). If not, the content passes as it is, and is hashed on its way, or in
 * the background where the {@link ContentLocator} knows its file; nobody waits for that. On their
 * way only whole contents can be hashed: where no file is known, a client that asks for ranges gets
 * hashes of them from the time on when somebody has asked for the whole.
 *
 * <p>It belongs inside compression handlers and outside context handlers. Safe for use by many
 * threads once started; the settings can be changed only before.
 */
public final class PeerDistHandler extends Handler.Wrapper {
  private final PublishingSession session;
  private final InstantSource clock;
  private final OriginStatistics statistics = new OriginStatistics();
  private final PublishedFiles published = new PublishedFiles();
  private final IncludeExclude<String> paths = new IncludeExclude<>(PathSpecSet.class);
  private final IncludeExclude<String> mimeTypes = new IncludeExclude<>();
  private ContentVersion highestVersion = ContentVersion.V2;
  private ContentLocator locator = ContentLocator.none();
  private HitMode hitMode = HitMode.ABORT;
  private long minSize;

  /**
   * A handler around nothing yet.
   *
   * @param session publishes what the handlers inside answer; it stays open when this stops
   */
  public PeerDistHandler(PublishingSession session) {
    this(session, InstantSource.system());
  }

  PeerDistHandler(PublishingSession session, InstantSource clock) {
    this.session = session;
    this.clock = clock;
    addBean(new OriginCounters(this));
  }

  /**
   * A handler around another.
   *
   * @param session publishes what the handler answers; it stays open when this stops
   * @param handler answers the requests
   */
  public PeerDistHandler(PublishingSession session, Handler handler) {
    this(session);
    setHandler(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    // SPEC [MS-PCCRTP] <4>: clients use the coding for GET only.
    if (!HttpMethod.GET.is(request.getMethod())
        || Request.as(request, PeerDistRequest.class) != null
        || !paths.test(Request.getPathInContext(request))) {
      return super.handle(request, response, callback);
    }
    PeerDistRequest wrapped = new PeerDistRequest(request, highestVersion);
    statistics.countRequest(wrapped.coding());
    PeerDistResponse coded = new PeerDistResponse(this, wrapped, response, callback);
    return super.handle(wrapped, coded, coded);
  }

  /**
   * The highest version of content information to give out.
   *
   * @param version a version that is published; 2 unless set
   */
  public void setHighestVersion(ContentVersion version) {
    beforeStart();
    highestVersion = version;
  }

  /**
   * Who knows which files the contents are in.
   *
   * @param locator nobody unless set
   */
  public void setContentLocator(ContentLocator locator) {
    beforeStart();
    this.locator = locator;
  }

  /**
   * What happens to the handlers inside when hashes were sent.
   *
   * @param mode {@link HitMode#ABORT} unless set
   */
  public void setHitMode(HitMode mode) {
    beforeStart();
    hitMode = mode;
  }

  /**
   * The length of a content below which there are no hashes for it.
   *
   * @param bytes 0 unless set
   */
  public void setMinSize(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("minSize " + bytes + " is less than 0");
    }
    beforeStart();
    minSize = bytes;
  }

  /**
   * Limits hashes to paths.
   *
   * @param pathSpecs path specifications as Jetty has them; all paths if there are none
   */
  public void includePaths(String... pathSpecs) {
    beforeStart();
    paths.include(pathSpecs);
  }

  /**
   * Keeps hashes away from paths.
   *
   * @param pathSpecs path specifications as Jetty has them
   */
  public void excludePaths(String... pathSpecs) {
    beforeStart();
    paths.exclude(pathSpecs);
  }

  /**
   * Limits hashes to media types.
   *
   * @param types types without parameters; all types if there are none
   */
  public void includeMimeTypes(String... types) {
    beforeStart();
    for (String type : types) {
      mimeTypes.include(type.toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Keeps hashes away from media types.
   *
   * @param types types without parameters
   */
  public void excludeMimeTypes(String... types) {
    beforeStart();
    for (String type : types) {
      mimeTypes.exclude(type.toLowerCase(Locale.ROOT));
    }
  }

  /**
   * Has a file hashed that a resource is answered with, so that the first request for it finds the
   * hashes. For applications that know before anybody asks, such as when something was uploaded. As
   * with a {@link ContentLocator}, a wrong file does no harm unless its length and date are those
   * of the answer.
   *
   * @param resource the path of a URL as clients send it, with its query if it has one
   * @param file the file
   * @return false if nobody will hash it because it is empty or too much is going on
   * @throws IOException if there is no such file
   */
  public boolean publish(String resource, Path file) throws IOException {
    FileIdentity identity = FileIdentity.read(file);
    published.put(resource, identity.path());
    return new Publications(session).publish(identity);
  }

  private void beforeStart() {
    if (isRunning()) {
      throw new IllegalStateException("settings of a PeerDistHandler that is started");
    }
  }

  /**
   * What was answered so far.
   *
   * @return counters that go on counting
   */
  public OriginStatistics statistics() {
    return statistics;
  }

  PublishingSession session() {
    return session;
  }

  /** The file that a request is answered with, as far as anybody knows. */
  Optional<Path> locate(Request request) {
    return published.locate(request).or(() -> locator.locate(request));
  }

  HitMode hitMode() {
    return hitMode;
  }

  /** What decides, by the settings. */
  ResponseDecision decision() {
    return new ResponseDecision(new Publications(session), clock, minSize, mimeTypes, statistics);
  }
}
