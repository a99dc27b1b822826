package org.peerdist.smb.server.internal;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The sessions of all connections. Thread-safe. */
final class Sessions {
  private final Map<Long, Session> byId = new ConcurrentHashMap<>();
  private final SecureRandom random;
  private final AtomicLong files = new AtomicLong();

  Sessions(SecureRandom random) {
    this.random = random;
  }

  /** Begins a session with an id that nobody can guess. */
  Session begin() {
    while (true) {
      Session session = new Session(random.nextLong(), files);
      if (session.id() != 0
          && session.id() != -1
          && byId.putIfAbsent(session.id(), session) == null) {
        return session;
      }
    }
  }

  /** Ends a session, and all that it has. */
  void end(Session session) {
    byId.remove(session.id());
    session.close();
  }

  /** Ends a session of a client that connects anew, [MS-SMB2] 3.3.5.5.3, if it is of this user. */
  void endPrevious(long id, Session now) {
    Session previous = byId.get(id);
    if (previous != null && previous != now && previous.isOf(now)) {
      end(previous);
    }
  }
}
