package org.peerdist.smb.client;

import java.time.Duration;

/**
 * How shares are read.
 *
 * @param timeout how long a server may take to answer, 1 ms or more
 * @param signing whether only signed answers are taken
 * @param encryption whether everything is encrypted, which takes SMB 3; otherwise only if the
 *     server or the share wants it
 * @param hashLatency servers that answer faster are read without asking for hashes; zero to ask
 *     always
 */
public record SmbOptions(
    Duration timeout, boolean signing, boolean encryption, Duration hashLatency) {
  /** 30 s, no signing or encryption unless the server wants it, 80 ms. */
  public static final SmbOptions DEFAULT =
      new SmbOptions(Duration.ofSeconds(30), false, false, Duration.ofMillis(80));

  public SmbOptions {
    if (timeout.toMillis() < 1 || hashLatency.isNegative()) {
      throw new IllegalArgumentException(
          "a timeout of 1 ms or more and a latency of 0 or more expected: "
              + timeout
              + ", "
              + hashLatency);
    }
  }

  /**
   * The same with another latency.
   *
   * @param latency from which on hashes are asked for; zero for always
   * @return new options
   */
  public SmbOptions withHashLatency(Duration latency) {
    return new SmbOptions(timeout, signing, encryption, latency);
  }

  /**
   * The same with another timeout.
   *
   * @param longest how long a server may take to answer
   * @return new options
   */
  public SmbOptions withTimeout(Duration longest) {
    return new SmbOptions(longest, signing, encryption, hashLatency);
  }

  /**
   * The same with signing.
   *
   * @return new options
   */
  public SmbOptions withSigning() {
    return new SmbOptions(timeout, true, encryption, hashLatency);
  }

  /**
   * The same with encryption.
   *
   * @return new options
   */
  public SmbOptions withEncryption() {
    return new SmbOptions(timeout, signing, true, hashLatency);
  }
}
