package org.peerdist.jetty;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** What tests ask for, and how they wait for it. */
final class Asking {
  static final String[] V1 = {"Accept-Encoding: peerdist", "X-P2P-PeerDist: Version=1.0"};
  static final String[] V2 = {
    "Accept-Encoding: gzip, peerdist",
    "X-P2P-PeerDist: Version=1.1",
    "X-P2P-PeerDistEx: MinContentInformation=1.0, MaxContentInformation=2.0"
  };

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private Asking() {}

  static String[] and(String[] fields, String... more) {
    String[] all = java.util.Arrays.copyOf(fields, fields.length + more.length);
    System.arraycopy(more, 0, all, fields.length, more.length);
    return all;
  }

  static byte[] content(int length, int seed) {
    byte[] content = new byte[length];
    new Random(seed).nextBytes(content);
    return content;
  }

  /** Looks again and again until a condition holds. */
  static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still not: " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** Asks again and again until the answer is hashes. */
  static HttpConnection.Answer awaitHashes(HttpConnection http, String path, String... fields)
      throws Exception {
    HttpConnection.Answer[] answer = new HttpConnection.Answer[1];
    await(
        "hashes of " + path,
        () -> {
          answer[0] = ask(http, path, fields);
          return answer[0].isHashes();
        });
    return answer[0];
  }

  private static HttpConnection.Answer ask(HttpConnection http, String path, String... fields)
      throws IOException {
    return http.get(path, fields);
  }
}
