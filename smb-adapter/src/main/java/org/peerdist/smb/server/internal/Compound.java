package org.peerdist.smb.server.internal;

import java.util.ArrayList;
import java.util.List;
import org.peerdist.smb.protocol.FileId;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** The requests that came in one frame, [MS-SMB2] 3.3.5.2.7. */
final class Compound {
  private final Session sealedBy;
  private final List<Exchange> exchanges = new ArrayList<>();
  private FileId file;
  private NtStatus failure = NtStatus.INVALID_PARAMETER;

  /**
   * Begins a compound.
   *
   * @param sealedBy whose keys the frame was encrypted with, null if it was not
   */
  Compound(Session sealedBy) {
    this.sealedBy = sealedBy;
  }

  Session sealedBy() {
    return sealedBy;
  }

  /** Begins a request; one that is not related begins anew, whatever was before. */
  void add(Exchange exchange) {
    if (!exchange.header().has(Header.RELATED)) {
      file = null;
      failure = NtStatus.INVALID_PARAMETER;
    }
    exchanges.add(exchange);
  }

  boolean isFirst(Exchange exchange) {
    return exchanges.get(0) == exchange;
  }

  /** The request before the last one, or null. */
  Exchange previous() {
    return exchanges.size() < 2 ? null : exchanges.get(exchanges.size() - 2);
  }

  /** Keeps the file that a request used for the next one. */
  void used(FileId id) {
    file = id;
  }

  /** Keeps why a request failed: those that go on with its file fail for the same reason. */
  void failed(NtStatus status) {
    failure = status;
  }

  FileId resolve(FileId named, Header header) throws StatusException {
    if (!header.has(Header.RELATED) || !named.equals(FileId.OF_PREVIOUS)) {
      return named;
    }
    if (file == null) {
      throw new StatusException(failure);
    }
    return file;
  }
}
