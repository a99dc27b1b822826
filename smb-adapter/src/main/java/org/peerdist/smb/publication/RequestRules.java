package org.peerdist.smb.publication;

import java.nio.ByteBuffer;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.readhash.FileBasedResponse;
import org.peerdist.smb.readhash.HashBasedResponse;
import org.peerdist.smb.readhash.HashVersion;
import org.peerdist.smb.readhash.ReadHashRequest;
import org.peerdist.wire.WireFormatException;

/** What a request has to be before anybody looks for hashes. */
final class RequestRules {
  private RequestRules() {}

  /**
   * Reads a request.
   *
   * <p>SPEC [MS-SMB2] 3.3.5.15.7: first BUFFER_TOO_SMALL for an input or output without room for
   * the structures, then INVALID_PARAMETER for numbers that are unknown or do not go together.
   *
   * @param most the most bytes that the answer may have
   */
  static ReadHashRequest check(ByteBuffer input, Dialect dialect, int most) throws StatusException {
    ReadHashRequest request = read(input);
    if (most < structure(request.retrievalType())) {
      throw new StatusException(NtStatus.BUFFER_TOO_SMALL);
    }
    HashVersion version = HashVersion.of(request.hashVersion()).orElse(null);
    if (request.hashType() != ReadHashRequest.PEER_DIST
        || version == null
        || request.retrievalType() != version.retrievalType()
        || (version == HashVersion.V2 && !dialect.isSmb3())) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    return request;
  }

  private static ReadHashRequest read(ByteBuffer input) throws StatusException {
    try {
      return ReadHashRequest.read(input);
    } catch (WireFormatException e) {
      throw new StatusException(NtStatus.BUFFER_TOO_SMALL);
    }
  }

  private static int structure(long retrievalType) {
    if (retrievalType == ReadHashRequest.HASH_BASED) {
      return HashBasedResponse.HEADER_LENGTH;
    }
    return retrievalType == ReadHashRequest.FILE_BASED ? FileBasedResponse.HEADER_LENGTH : 0;
  }
}
