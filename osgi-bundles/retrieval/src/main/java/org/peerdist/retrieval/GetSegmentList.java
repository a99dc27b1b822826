package org.peerdist.retrieval;

import java.util.ArrayList;
import java.util.List;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Asks which of some segments a hosted cache has ("MSG_GETSEGLIST", [MS-PCCRR] 2.2.4.4). After the
 * header: request id (16), count of segments (4), for each one the size of its id (4) and its id,
 * then the size of an extensible blob (4) and that blob, which is not read and not sent.
 *
 * @param algorithm the encryption that the client would like
 * @param requestId 16 bytes that no other outstanding request of this client has
 * @param segments at most {@link #MAX_SEGMENTS}, or fewer if their ids are longer than 32 bytes
 */
public record GetSegmentList(CryptoAlgorithm algorithm, Bytes requestId, List<SegmentId> segments)
    implements RequestMessage {
  /** The length of a request id in bytes. */
  public static final int REQUEST_ID_LENGTH = 16;

  /** The most segment ids of 32 bytes that fit in a request. */
  public static final int MAX_SEGMENTS =
      (MAX_LENGTH - MessageHeader.LENGTH - REQUEST_ID_LENGTH - 8) / (4 + 32);

  public GetSegmentList {
    segments = List.copyOf(segments);
    if (requestId.length() != REQUEST_ID_LENGTH || length(segments) > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "request id of " + requestId.length() + " bytes, " + segments.size() + " segments");
    }
  }

  /** SPEC [MS-PCCRR] 2.2.3: a request has at most 98,304 bytes. */
  private static int length(List<SegmentId> segments) {
    int ids = segments.stream().mapToInt(id -> 4 + id.value().length()).sum();
    return MessageHeader.LENGTH + REQUEST_ID_LENGTH + 4 + ids + 4;
  }

  static GetSegmentList read(MessageHeader header, WireReader reader) throws WireFormatException {
    Bytes requestId = reader.bytes("RequestID", REQUEST_ID_LENGTH);
    int count = reader.u32("CountOfSegmentIDs", 0, MAX_SEGMENTS);
    reader.need("SegmentIDs", count * (4L + 32));
    List<SegmentId> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      segments.add(Messages.readSegmentId(reader));
    }
    reader.skip("ExtensibleBlob", reader.u32("SizeOfExtensibleBlob"));
    return new GetSegmentList(header.algorithm(), requestId, segments);
  }

  @Override
  public void write(WireWriter writer) {
    writer.bytes(requestId).u32(segments.size());
    segments.forEach(id -> Messages.writeSegmentId(id, writer));
    // SPEC [MS-PCCRR] 2.2.4.4: without support for blobs in this message, the size MUST be zero.
    writer.u32(0);
  }
}
