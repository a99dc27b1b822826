package org.peerdist.smb.server.internal;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long a failed login is kept waiting, by where it came from. Thread-safe. */
final class LoginDelays {
  /** POLICY: doubled with each failure in a row. */
  private static final long FIRST_MILLIS = 100;

  private static final long MOST_MILLIS = 5_000;

  /** POLICY: a failure is forgotten after that time. */
  private static final long MEMORY_MILLIS = 300_000;

  private static final int MOST_ADDRESSES = 10_000;

  private final Map<InetAddress, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Failures> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  private long total;

  private record Failures(int count, long millis) {}

  /** Counts a failure. */
  synchronized long failed(InetAddress address, long nowMillis) {
    total++;
    Failures before = failures.get(address);
    boolean fresh = before != null && nowMillis - before.millis < MEMORY_MILLIS;
    int count = fresh ? before.count + 1 : 1;
    failures.put(address, new Failures(count, nowMillis));
    return Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(count - 1, 10));
  }

  /** Forgets the failures of an address. */
  synchronized void succeeded(InetAddress address) {
    failures.remove(address);
  }

  /** All failures since the start. */
  synchronized long total() {
    return total;
  }
}
