package org.peerdist.retrieval;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Says which of the segments in question a server has, all or parts of them ("MSG_SEGLIST",
 * [MS-PCCRR] 2.2.5.4). After the header: request id (16), count of ranges (4), ranges (8 each),
 * size of the extensible blob (4), blob.
 *
 * @param requestId that of the request
 * @param ranges positions in the list of the request, at most {@link GetSegmentList#MAX_SEGMENTS}
 *     ranges
 * @param ages the ages of these segments as far as they are known, by their position relative to
 *     the first one in {@code ranges}
 */
public record SegmentList(Bytes requestId, List<SegmentRange> ranges, SegmentAges ages)
    implements ResponseMessage {
  public SegmentList {
    ranges = List.copyOf(ranges);
    if (requestId.length() != GetSegmentList.REQUEST_ID_LENGTH
        || ranges.size() > GetSegmentList.MAX_SEGMENTS) {
      throw new IllegalArgumentException(
          "request id of " + requestId.length() + " bytes, " + ranges.size() + " ranges");
    }
  }

  static SegmentList read(WireReader reader) throws WireFormatException {
    Bytes requestId = reader.bytes("RequestID", GetSegmentList.REQUEST_ID_LENGTH);
    int count = reader.u32("SegmentRangeCount", 0, GetSegmentList.MAX_SEGMENTS);
    reader.need("SegmentRanges", 8L * count);
    List<SegmentRange> ranges = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ranges.add(SegmentRange.read(reader));
    }
    long blobLength = reader.u32("SizeOfExtensibleBlob");
    SegmentAges ages =
        SegmentAges.read(reader.view("ExtensibleBlob", blobLength)).orElse(SegmentAges.NONE);
    return new SegmentList(requestId, ranges, ages);
  }

  @Override
  public void write(WireWriter writer) {
    writer.bytes(requestId).u32(ranges.size());
    ranges.forEach(range -> range.write(writer));
    // SPEC [MS-PCCRR] 2.2.6: the blob is optional.
    WireWriter blob = WireWriter.of(ByteOrder.BIG_ENDIAN, 64);
    if (!ages.ages().isEmpty()) {
      ages.write(blob);
    }
    writer.u32(blob.length()).bytes(blob.toByteBuffer());
  }
}
