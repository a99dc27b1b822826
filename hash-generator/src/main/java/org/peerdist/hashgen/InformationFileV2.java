package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.file.Path;
import org.peerdist.content.Version2Encoding;
import org.peerdist.wire.WireWriter;

/** Version 2: a chunk for the segments of each slab. */
final class InformationFileV2 extends InformationFile {
  InformationFileV2(Path target) throws IOException {
    super(target);
    WireWriter header = WireWriter.of(Version2Encoding.ORDER, Version2Encoding.HEADER_LENGTH);
    Version2Encoding.writeHeader(header, 0, 0, 0, 0);
    append(header);
  }

  @Override
  void add(Slab slab) throws IOException {
    int count = slab.segmentCount();
    if (count == 0) {
      return;
    }
    WireWriter chunk =
        WireWriter.of(
            Version2Encoding.ORDER,
            Version2Encoding.CHUNK_HEADER_LENGTH + count * Version2Encoding.DESCRIPTION_LENGTH);
    Version2Encoding.writeChunkHeader(chunk, count);
    for (int i = 0; i < count; i++) {
      Slab.Segment2 segment = slab.segment(i);
      Version2Encoding.writeDescription(
          chunk, segment.length(), segment.hashOfData(), segment.secret());
    }
    append(chunk);
  }

  @Override
  void finish() {}
}
