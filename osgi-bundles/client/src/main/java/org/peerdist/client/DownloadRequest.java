package org.peerdist.client;

import java.net.URI;
import java.util.Objects;

/**
 * One download.
 *
 * @param url an {@code http} or {@code https} URL
 * @param target where the bytes go; the caller closes it
 * @param listener is told how it goes on
 * @param withSha256 whether the SHA-256 of the content is computed, which costs time
 */
public record DownloadRequest(
    URI url, DownloadTarget target, ProgressListener listener, boolean withSha256) {
  public DownloadRequest {
    Objects.requireNonNull(target);
    Objects.requireNonNull(listener);
    String scheme = url.getScheme();
    if (url.getHost() == null
        || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
      throw new IllegalArgumentException("'" + url + "' is no http or https URL");
    }
  }

  /**
   * A download without SHA-256 that tells nobody how it goes on.
   *
   * @param url an {@code http} or {@code https} URL
   * @param target where the bytes go; the caller closes it
   * @return the request
   */
  public static DownloadRequest of(URI url, DownloadTarget target) {
    return new DownloadRequest(url, target, ProgressListener.NONE, false);
  }
}
