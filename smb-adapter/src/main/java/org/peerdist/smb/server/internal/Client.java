package org.peerdist.smb.server.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.PreauthHash;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.server.Share;

/** The state of one connection, [MS-SMB2] 3.3.1.7. For use by the thread of its conversation. */
final class Client {
  private final Service service;
  private final Output output;
  private final MessageWindow window = new MessageWindow(Limits.CREDITS);
  private final Map<Long, Session> sessions = new HashMap<>();
  private final Map<Long, Pending> pending = new LinkedHashMap<>();
  private final Set<Budget> places = new LinkedHashSet<>();
  private Negotiated negotiated;
  private PreauthHash preauth = PreauthHash.START;
  private long lastAsyncId;

  Client(Service service, Output output) {
    this.service = service;
    this.output = output;
  }

  Service service() {
    return service;
  }

  Output output() {
    return output;
  }

  MessageWindow window() {
    return window;
  }

  /** What was agreed on; null before that. */
  Negotiated negotiated() {
    return negotiated;
  }

  void setNegotiated(Negotiated agreement) {
    negotiated = agreement;
  }

  PreauthHash preauth() {
    return preauth;
  }

  void setPreauth(PreauthHash next) {
    preauth = next;
  }

  /** Says that the client is connected to a share, and may use its files from now on. */
  void uses(Share share) {
    Budget turns = service.turns().get(share.files());
    if (turns != null) {
      places.add(turns);
    }
  }

  /** Where a turn is needed, for whatever is asked. */
  Set<Budget> places() {
    return places;
  }

  Session beginSession() throws StatusException {
    sessions.values().removeIf(Session::hasEnded);
    if (sessions.size() >= Limits.SESSIONS) {
      throw new StatusException(NtStatus.INSUFFICIENT_RESOURCES);
    }
    Session session = service.sessions().begin();
    sessions.put(session.id(), session);
    return session;
  }

  /** The session with an id, or null. */
  Session session(long id) {
    Session session = sessions.get(id);
    return session == null || session.hasEnded() ? null : session;
  }

  void endSession(Session session) {
    sessions.remove(session.id());
    service.sessions().end(session);
  }

  /** Whether somebody has logged in. */
  boolean isKnown() {
    return sessions.values().stream().anyMatch(Session::isValid);
  }

  /** Has a request wait, if not too many do. */
  Pending pend(Exchange exchange) throws StatusException {
    if (pending.size() >= Limits.PENDING) {
      throw new StatusException(NtStatus.INSUFFICIENT_RESOURCES);
    }
    Pending waiting = new Pending(this, exchange, ++lastAsyncId);
    pending.put(waiting.asyncId(), waiting);
    return waiting;
  }

  boolean isWaiting(Pending waiting) {
    return pending.containsKey(waiting.asyncId());
  }

  /** Ends the waiting of a request; false if it has ended already. */
  boolean endWaiting(Pending waiting) {
    return pending.remove(waiting.asyncId(), waiting);
  }

  /** Cancels what is waiting and meant. */
  void cancel(Predicate<Pending> meant) {
    List.copyOf(pending.values()).stream().filter(meant).forEach(Pending::cancel);
  }

  void close() {
    // Nobody is told any more, but each lets go of what it waits for.
    List<Pending> last = List.copyOf(pending.values());
    pending.clear();
    last.forEach(Pending::abandon);
    sessions.values().forEach(service.sessions()::end);
    sessions.clear();
  }
}
