package org.peerdist.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.peerdist.client.DownloadException;

/** HTTP/1.1 by the runtime's client, with its default proxies and without cookies. */
final class JdkOriginTransport implements OriginTransport {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

  private final HttpClient http;
  private final Duration timeout;
  private final IdleWatch watch;

  JdkOriginTransport(Duration timeout, Optional<SSLContext> tls) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT_TIMEOUT);
    tls.ifPresent(builder::sslContext);
    this.http = builder.build();
    this.timeout = timeout;
    this.watch = new IdleWatch(timeout);
  }

  @Override
  public OriginAnswer get(URI url, Map<String, String> headers, Duration patience)
      throws IOException, InterruptedException {
    Duration most = patience.compareTo(timeout) < 0 ? patience : timeout;
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(most);
    headers.forEach(request::header);
    try {
      return answer(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()), most);
    } catch (ConnectException e) {
      throw new IOException("no connection to the origin of " + url + detail(e), e);
    } catch (HttpTimeoutException e) {
      throw new IOException("the origin did not answer in time: " + url, e);
    } catch (SSLException e) {
      throw new DownloadException("no secure connection to " + url + detail(trouble(e)), e);
    } catch (IllegalArgumentException e) {
      throw new DownloadException("'" + url + "' can't be asked for: " + e.getMessage(), e);
    }
  }

  /** What is wrong with the certificate, where the runtime says it in a chain of class names. */
  private static IOException trouble(SSLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException) {
        return new SSLException("nobody who is trusted issued the origin's certificate");
      }
      if (cause instanceof CertificateExpiredException
          || cause instanceof CertificateNotYetValidException) {
        return new SSLException("the origin's certificate is not valid now: " + cause.getMessage());
      }
    }
    return failure;
  }

  private static String detail(IOException e) {
    return e.getMessage() == null ? "" : ": " + e.getMessage();
  }

  private OriginAnswer answer(HttpResponse<InputStream> response, Duration most) {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), join(values)));
    return new OriginAnswer(
        response.uri(), response.statusCode(), headers, watch.over(response.body(), most));
  }

  private static String join(Iterable<String> values) {
    return String.join(", ", values);
  }
}
