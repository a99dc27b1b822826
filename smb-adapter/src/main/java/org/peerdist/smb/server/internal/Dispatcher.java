package org.peerdist.smb.server.internal;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.peerdist.smb.protocol.Command;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.EmptyBody;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks requests, and gives them to those who carry them out. */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** What can be asked before a login is complete. */
  private static final Set<Command> WITHOUT_SESSION =
      EnumSet.of(Command.NEGOTIATE, Command.SESSION_SETUP, Command.CANCEL, Command.ECHO);

  /** What is about a session, and not about a share. */
  private static final Set<Command> WITHOUT_TREE =
      EnumSet.of(Command.LOGOFF, Command.TREE_CONNECT, Command.OPLOCK_BREAK);

  /** SPEC [MS-SMB2] 3.3.5.2: what may be longer than {@link #LONGEST}. */
  private static final Set<Command> WITH_PAYLOAD =
      EnumSet.of(
          Command.READ,
          Command.WRITE,
          Command.IOCTL,
          Command.QUERY_DIRECTORY,
          Command.CHANGE_NOTIFY,
          Command.QUERY_INFO,
          Command.SET_INFO);

  private static final int LONGEST = 68 * 1024;

  private final Client client;
  private final Admission admission = new Admission();
  private final Map<Command, Handler> handlers = new EnumMap<>(Command.class);

  Dispatcher(Client client) {
    this.client = client;
    handlers.put(Command.NEGOTIATE, new NegotiateHandler());
    handlers.put(Command.SESSION_SETUP, new SessionSetupHandler());
    handlers.put(Command.LOGOFF, SessionHandlers::logoff);
    handlers.put(Command.TREE_CONNECT, new TreeConnectHandler());
    handlers.put(Command.TREE_DISCONNECT, SessionHandlers::disconnect);
    handlers.put(Command.CREATE, new CreateHandler());
    handlers.put(Command.CLOSE, FileHandlers::close);
    handlers.put(Command.FLUSH, FileHandlers::flush);
    handlers.put(Command.READ, new ReadHandler());
    handlers.put(Command.WRITE, new WriteHandler());
    handlers.put(Command.LOCK, new LockHandler());
    handlers.put(Command.IOCTL, new IoctlHandler());
    handlers.put(Command.ECHO, SessionHandlers::echo);
    handlers.put(Command.QUERY_DIRECTORY, InfoHandlers::queryDirectory);
    handlers.put(Command.CHANGE_NOTIFY, new ChangeNotifyHandler());
    handlers.put(Command.QUERY_INFO, InfoHandlers::queryInfo);
    handlers.put(Command.SET_INFO, InfoHandlers::setInfo);
  }

  /** Carries out one request. */
  Reply dispatch(Exchange exchange) throws ProtocolViolation {
    Header header = exchange.header();
    // SPEC [MS-SMB2] 3.3.5.2.6: whoever sends what is no command is not answered.
    Command command =
        Command.of(header.command())
            .orElseThrow(() -> new ProtocolViolation("command " + header.command()));
    if (command == Command.CANCEL) {
      return cancel(exchange);
    }
    if (!client.window().take(header.messageId(), header.charge())) {
      throw new ProtocolViolation("message id " + header.messageId() + " is not granted");
    }
    if (header.has(Header.RESPONSE)) {
      throw new ProtocolViolation("an answer instead of a request");
    }
    if (client.negotiated() == null && command != Command.NEGOTIATE) {
      throw new ProtocolViolation("a request before the negotiation");
    }
    if (exchange.length() > LONGEST && !WITH_PAYLOAD.contains(command)) {
      throw new ProtocolViolation(command + " of " + exchange.length() + " bytes");
    }
    try {
      return handle(exchange, command);
    } catch (StatusException e) {
      LOG.trace("{} of {} is answered with {}", command, client.output().address(), e.status());
      exchange.compound().failed(e.status());
      boolean contexts =
          client.negotiated() != null && client.negotiated().dialect() == Dialect.SMB_3_1_1;
      return ErrorAnswers.of(e, header.command(), contexts);
    } catch (WireFormatException e) {
      LOG.debug("bad request of {}: {}", client.output().address(), e.getMessage());
      exchange.compound().failed(NtStatus.INVALID_PARAMETER);
      return Answer.error(NtStatus.INVALID_PARAMETER);
    }
  }

  private Reply handle(Exchange exchange, Command command)
      throws StatusException, WireFormatException, ProtocolViolation {
    boolean needsSession = !WITHOUT_SESSION.contains(command);
    boolean needsTree = needsSession && !WITHOUT_TREE.contains(command);
    admission.check(exchange, command, needsSession, needsTree);
    Handler handler = handlers.get(command);
    if (handler == null) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    return handler.handle(exchange);
  }

  /** SPEC [MS-SMB2] 3.3.5.16: it has no answer, and takes no message id. */
  private Reply cancel(Exchange exchange) throws ProtocolViolation {
    Header header = exchange.header();
    try {
      EmptyBody.read(exchange.message());
      if (client.negotiated() != null) {
        admission.check(exchange, Command.CANCEL, false, false);
        client.cancel(
            pending ->
                header.has(Header.ASYNC)
                    ? pending.asyncId() == header.related()
                    : pending.messageId() == header.messageId());
      }
    } catch (StatusException | WireFormatException e) {
      LOG.debug("bad CANCEL of {}: {}", client.output().address(), e.getMessage());
    }
    return new Reply.None();
  }
}
