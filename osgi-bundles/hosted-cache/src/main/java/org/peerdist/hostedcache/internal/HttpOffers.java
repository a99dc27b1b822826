package org.peerdist.hostedcache.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.peerdist.hostedcache.HostedCacheAddress;
import org.peerdist.hostedcache.OfferTransport;
import org.peerdist.hostedcache.OfferTransportSettings;
import org.peerdist.hostedcache.ResponseCode;
import org.peerdist.retrieval.Answer;
import org.peerdist.retrieval.FailureKind;
import org.peerdist.wire.Bytes;

/** Sends offers with the HTTP client of the Java runtime, which knows SPNEGO. */
public final class HttpOffers implements OfferTransport {
  private static final int SERVICE_UNAVAILABLE = 503;

  private final OfferTransportSettings settings;

  /**
   * Creates a transport.
   *
   * @param settings its time limit and what TLS needs
   */
  public HttpOffers(OfferTransportSettings settings) {
    this.settings = settings;
  }

  @Override
  public Answer<ByteBuffer> exchange(HostedCacheAddress cache, ByteBuffer request) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) cache.uri().toURL().openConnection(Proxy.NO_PROXY);
      AtomicBoolean late = new AtomicBoolean();
      CompletableFuture<Void> watch = watch(connection, late);
      try {
        return exchange(connection, request);
      } catch (IOException e) {
        return late.get() ? failed(FailureKind.TIMEOUT, "no answer in time") : failed(e);
      } finally {
        watch.cancel(false);
      }
    } catch (IOException e) {
      return failed(e);
    }
  }

  /** Closes the connection when the time is over: the timeouts of a socket start afresh. */
  private CompletableFuture<Void> watch(HttpURLConnection connection, AtomicBoolean late) {
    return CompletableFuture.runAsync(
        () -> {
          late.set(true);
          connection.disconnect();
        },
        CompletableFuture.delayedExecutor(
            settings.timeout().toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
  }

  private Answer<ByteBuffer> exchange(HttpURLConnection connection, ByteBuffer request)
      throws IOException {
    prepare(connection);
    connection.getOutputStream().write(Bytes.copyOf(request).toByteArray());
    int status = connection.getResponseCode();
    if (status == SERVICE_UNAVAILABLE) {
      return failed(FailureKind.BUSY, "HTTP status 503");
    } else if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
      return failed(FailureKind.REFUSED, "HTTP status 401: it asks who we are");
    } else if (status != HttpURLConnection.HTTP_OK) {
      return failed(FailureKind.REFUSED, "HTTP status " + status);
    }
    try (InputStream body = connection.getInputStream()) {
      return new Answer.Given<>(ByteBuffer.wrap(body.readNBytes(ResponseCode.LENGTH + 1)));
    }
  }

  private void prepare(HttpURLConnection connection) throws IOException {
    int millis = (int) settings.timeout().toMillis();
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setDoOutput(true);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/octet-stream");
    settings.login().map(HttpOffers::authenticator).ifPresent(connection::setAuthenticator);
    if (connection instanceof HttpsURLConnection secure) {
      settings.tls().map(SSLContext::getSocketFactory).ifPresent(secure::setSSLSocketFactory);
    }
  }

  private static Authenticator authenticator(PasswordAuthentication login) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return getRequestorType() == RequestorType.SERVER ? login : null;
      }
    };
  }

  private static Answer<ByteBuffer> failed(IOException reason) {
    FailureKind kind =
        reason instanceof SocketTimeoutException ? FailureKind.TIMEOUT : FailureKind.REFUSED;
    return failed(kind, reason.toString());
  }

  private static Answer<ByteBuffer> failed(FailureKind kind, String reason) {
    return new Answer.Failed<>(kind, reason);
  }
}
