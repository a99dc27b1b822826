package org.peerdist.jetty.osgi;

import java.nio.file.Path;
import java.util.Optional;
import org.peerdist.configuration.HostPort;
import org.peerdist.retrieval.UploadLimits;

/**
 * How a hosted cache serves a branch.
 *
 * @param listen where it takes offers by HTTP and gives blocks
 * @param limits how much is given at once
 * @param https how it takes offers by HTTPS, if at all
 */
record HostedCacheSettings(HostPort listen, UploadLimits limits, Optional<Https> https) {
  /**
   * Offers by HTTPS, as Windows 7 makes them.
   *
   * @param listen where
   * @param keystore a PKCS #12 file with the certificate and its key
   * @param password its password
   */
  record Https(HostPort listen, Path keystore, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return listen + " with " + keystore;
    }
  }
}
