package org.peerdist.jetty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.peerdist.hostedcache.HostedCache;
import org.peerdist.hostedcache.HostedCacheVersion;
import org.peerdist.jetty.internal.EmptyAnswer;

/**
 * Mounts a hosted cache on Jetty ([MS-PCHC] 2.1): takes offers, and leaves all other paths to other
 * handlers. Those who take what was offered do it by a {@link RetrievalHandler} with {@link
 * HostedCache#blocks()}.
 *
 * <p>SPEC [MS-PCHC] 1.7, 2.1: version 1.0 is for HTTPS and version 2.0 for HTTP, each at its own
 * path. The other way round, the paths are not there: messages of version 1.0 hold secrets.
 *
 * <p>SPEC [MS-PCHC] 3.1.5.4: what is malformed gets no message in reply. The HTTP answer is then
 * 400 without a body.
 */
public final class HostedCacheHandler extends Handler.Abstract {
  /** POLICY: the time within which an offer has to be received, as for retrieval. */
  public static final Duration DEFAULT_TIMEOUT = RetrievalHandler.DEFAULT_UPLOAD_TIMEOUT;

  /** What an upload takes of the memory at most: a block of 128 KiB as it is sent. */
  private static final long BYTES_PER_UPLOAD = 144 * 1024;

  private final HostedCache hostedCache;
  private final Duration timeout;

  /**
   * Creates a handler with the usual time for an offer.
   *
   * @param hostedCache takes the offers
   */
  public HostedCacheHandler(HostedCache hostedCache) {
    this(hostedCache, DEFAULT_TIMEOUT);
  }

  /**
   * Creates a handler.
   *
   * @param hostedCache takes the offers
   * @param timeout the time within which an offer has to be received; afterwards the connection is
   *     closed. At least a millisecond
   */
  public HostedCacheHandler(HostedCache hostedCache, Duration timeout) {
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException("timeout " + timeout + " is too short");
    }
    this.hostedCache = hostedCache;
    this.timeout = timeout;
    addBean(new OfferCounters(hostedCache));
  }

  /**
   * How many clients are given something at once, unless somebody says otherwise.
   *
   * @return 1024, or as many as a quarter of the memory of the Java heap has room for
   */
  public static int usualUploads() {
    return (int)
        Math.min(
            HostedCache.DEFAULT_UPLOADS.uploads(),
            Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_UPLOAD);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Optional<HostedCacheVersion> version = version(request);
    Optional<InetAddress> client = client(request);
    if (version.isEmpty() || client.isEmpty()) {
      return false;
    }
    if (!HttpMethod.POST.is(request.getMethod())) {
      EmptyAnswer.onlyPost(response, callback);
      return true;
    }
    SmallBody.receive(
        request,
        version.get().maxRequestLength(),
        timeout,
        new Exchange(version.get(), client.get(), response, callback));
    return true;
  }

  /**
   * Whether a request is for such a handler.
   *
   * @param request a request of any kind
   * @return the version of the protocol that it is sent by; nothing if other handlers answer it
   */
  public static Optional<HostedCacheVersion> version(Request request) {
    HostedCacheVersion version = request.isSecure() ? HostedCacheVersion.V1 : HostedCacheVersion.V2;
    String path = Request.getPathInContext(request);
    // INTEROP: paths of the Windows HTTP server don't tell upper case from lower case, and its
    // registered URLs end with a slash.
    return path.equalsIgnoreCase(version.path()) || path.equalsIgnoreCase(version.path() + "/")
        ? Optional.of(version)
        : Optional.empty();
  }

  /**
   * The address that the connection comes from. It is asked of the connection itself: what the
   * request says may come from a header, such as X-Forwarded-For, by a customizer. So nobody can
   * have blocks fetched from somebody else.
   */
  private static Optional<InetAddress> client(Request request) {
    SocketAddress remote =
        request.getConnectionMetaData().getConnection().getEndPoint().getRemoteSocketAddress();
    return remote instanceof InetSocketAddress address
        ? Optional.of(address.getAddress())
        : Optional.empty();
  }

  /** One offer and its answer. */
  private final class Exchange implements SmallBody.Receiver {
    private final HostedCacheVersion version;
    private final InetAddress client;
    private final Response response;
    private final Callback callback;

    Exchange(HostedCacheVersion version, InetAddress client, Response response, Callback callback) {
      this.version = version;
      this.client = client;
      this.response = response;
      this.callback = callback;
    }

    @Override
    public void received(ByteBuffer body) {
      Optional<ByteBuffer> answer = hostedCache.offer(version, client, body);
      if (answer.isEmpty()) {
        refused();
        return;
      }
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
      response.write(true, answer.get(), callback);
    }

    @Override
    public void refused() {
      EmptyAnswer.send(HttpStatus.BAD_REQUEST_400, response, callback);
    }

    @Override
    public void failed(Throwable failure) {
      callback.failed(failure);
    }
  }
}
