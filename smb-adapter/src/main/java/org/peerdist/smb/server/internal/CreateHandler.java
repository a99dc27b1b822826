package org.peerdist.smb.server.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.peerdist.smb.files.CreateOptions;
import org.peerdist.smb.files.FileFacts;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.files.OpenRequest;
import org.peerdist.smb.pipe.Pipe;
import org.peerdist.smb.protocol.CreateContext;
import org.peerdist.smb.protocol.CreateRequest;
import org.peerdist.smb.protocol.CreateResponse;
import org.peerdist.smb.protocol.FileId;
import org.peerdist.smb.protocol.FileTimes;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/**
 * CREATE, [MS-SMB2] 3.3.5.9. Oplocks, leases and durable handles are not granted: what is not in
 * the answer is refused, and clients go on without.
 */
final class CreateHandler implements Handler {
  private static final int MOST_IMPERSONATION = 3;
  private static final int NORMAL = 0x80;
  private static final int INTERNAL_INFORMATION = 6;
  private static final int DISK_ID_LENGTH = 32;

  @Override
  public Reply handle(Exchange exchange) throws WireFormatException, StatusException {
    CreateRequest request = CreateRequest.read(exchange.message());
    if (request.impersonation() < 0 || request.impersonation() > MOST_IMPERSONATION) {
      throw new StatusException(NtStatus.BAD_IMPERSONATION_LEVEL);
    }
    CreateResponse response =
        exchange.tree().place() instanceof Tree.Place.Files files
            ? file(exchange, request, files)
            : pipe(exchange, request);
    exchange.compound().used(response.file());
    return Answer.of(response);
  }

  private static CreateResponse pipe(Exchange exchange, CreateRequest request)
      throws StatusException {
    String name = request.name().toLowerCase(Locale.ROOT);
    if (!name.equals("srvsvc")) {
      throw new StatusException(NtStatus.OBJECT_NAME_NOT_FOUND);
    }
    FileId id = exchange.session().nextFile();
    Pipe pipe = Pipes.shares(exchange.client().service());
    exchange.session().add(Open.of(id, exchange.tree(), pipe));
    FileTimes facts = new FileTimes(0, 0, 0, 0, Pipe.MOST, 0, NORMAL);
    return new CreateResponse(1, facts, id, List.of());
  }

  private static CreateResponse file(
      Exchange exchange, CreateRequest request, Tree.Place.Files files) throws StatusException {
    checkContexts(request);
    if (request.name().startsWith("\\")) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    FileId id = exchange.session().nextFile();
    OpenFile file =
        files
            .share()
            .files()
            .open(
                new OpenRequest(
                    request.name(),
                    request.desiredAccess(),
                    request.attributes(),
                    request.shareAccess(),
                    request.disposition(),
                    request.options(),
                    files.writable()));
    Open open = Open.of(id, exchange.tree(), file);
    try {
      FileTimes facts = times(file.facts());
      List<CreateContext> contexts = contexts(exchange, request, file);
      exchange.session().add(open);
      LockWaiters waiters = exchange.client().service().locks();
      open.onClose(waiters::wake);
      return new CreateResponse(file.createAction(), facts, id, contexts);
    } catch (StatusException e) {
      open.close();
      throw e;
    }
  }

  private static void checkContexts(CreateRequest request) throws StatusException {
    for (CreateContext context : request.contexts()) {
      if (context.name().equals(CreateContext.AS_IT_WAS)) {
        // There are no older states of files.
        throw new StatusException(NtStatus.OBJECT_NAME_NOT_FOUND);
      }
      if (context.name().equals(CreateContext.EXTENDED_ATTRIBUTES)) {
        checkExtendedAttributes(request, context);
      }
    }
  }

  /**
   * SPEC [MS-SMB2] 3.3.5.9.1: files without extended attributes are not made with some, which would
   * be lost. INTEROP: nothing is lost of a list that is empty.
   */
  private static void checkExtendedAttributes(CreateRequest request, CreateContext context)
      throws StatusException {
    if (context.data().length() > 0) {
      boolean known = (request.options() & CreateOptions.NO_EA_KNOWLEDGE) == 0;
      throw new StatusException(known ? NtStatus.EAS_NOT_SUPPORTED : NtStatus.ACCESS_DENIED);
    }
  }

  static FileTimes times(FileFacts facts) {
    return new FileTimes(
        facts.created(),
        facts.accessed(),
        facts.written(),
        facts.changed(),
        facts.allocation(),
        facts.size(),
        facts.attributes());
  }

  private static List<CreateContext> contexts(
      Exchange exchange, CreateRequest request, OpenFile file) throws StatusException {
    List<CreateContext> contexts = new ArrayList<>();
    for (CreateContext context : request.contexts()) {
      switch (context.name()) {
        case CreateContext.MAXIMAL_ACCESS ->
            contexts.add(new CreateContext(context.name(), maximalAccess(exchange.tree())));
        case CreateContext.DISK_ID -> contexts.add(new CreateContext(context.name(), diskId(file)));
        default -> {
          // Refused, as all that is not in the answer.
        }
      }
    }
    return contexts;
  }

  /** Status (4), access (4), [MS-SMB2] 2.2.14.2.5. */
  private static Bytes maximalAccess(Tree tree) {
    return Bytes.copyOf(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(4, tree.access()));
  }

  /** File (8), volume (8), reserved (16), [MS-SMB2] 2.2.14.2.9. */
  private static Bytes diskId(OpenFile file) throws StatusException {
    byte[] number = file.queryFile(INTERNAL_INFORMATION, Long.BYTES);
    return Bytes.copyOf(ByteBuffer.allocate(DISK_ID_LENGTH).put(0, number));
  }
}
