package org.peerdist.smb.publication;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.Version2Encoding;
import org.peerdist.hashgen.Publication;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.readhash.ContentInformationFile;
import org.peerdist.smb.readhash.FileBasedResponse;
import org.peerdist.smb.readhash.HashBasedResponse;
import org.peerdist.smb.readhash.HashHeader;
import org.peerdist.smb.readhash.HashVersion;
import org.peerdist.smb.readhash.ReadHashRequest;

/**
 * The answers from hashes that are there. Only what is asked for is looked at and copied.
 *
 * @param publication the hashes of the file as it is
 * @param changeTime when the file was last changed, in 100 ns since 1601
 * @param fileName the name of the file
 */
record HashAnswers(Publication publication, long changeTime, String fileName) {
  private static final int FRAME =
      Version2Encoding.HEADER_LENGTH + Version2Encoding.CHUNK_HEADER_LENGTH;

  /**
   * Answers from the content information file, [MS-SMB2] 2.2.32.4.2.
   *
   * @param most the most bytes that the answer may have
   */
  ByteBuffer hashBased(ReadHashRequest request, int most) throws StatusException {
    ByteBuffer encoded = publication.encoded(ContentVersion.V1).orElseThrow(HashAnswers::none);
    ContentInformationFile file =
        new ContentInformationFile(header(HashVersion.V1, encoded.remaining()), encoded);
    if (isBehind(request.offset(), file.length())) {
      throw new StatusException(NtStatus.END_OF_FILE);
    }
    int length = (int) Math.min(most - HashBasedResponse.HEADER_LENGTH, request.length());
    return new HashBasedResponse(request.offset(), file.part(request.offset(), length)).write();
  }

  /**
   * Answers with the hashes of a part of the file, [MS-SMB2] 2.2.32.4.3.
   *
   * <p>INTEROP [MS-SMB2] appendix 396: the answer starts with the segment that has the offset. It
   * has whole segments, so that the next request goes on where it ends. It is never longer than the
   * client wants; the length in the request counts bytes of the file, as 2.2.31.2 says.
   *
   * @param most the most bytes that the answer may have
   */
  ByteBuffer fileBased(ReadHashRequest request, int most) throws StatusException {
    ContentInformation all =
        publication.contentInformation(ContentVersion.V2).orElseThrow(HashAnswers::none);
    if (isBehind(request.offset(), all.range().end())) {
      throw new StatusException(NtStatus.END_OF_FILE);
    }
    // SPEC [MS-SMB2] 3.3.5.15.7: in version 2, the header says 0 for the length of the hashes.
    ByteBuffer header =
        request.offset() == 0 ? header(HashVersion.V2, 0).write() : ByteBuffer.allocate(0);
    int room = most - FileBasedResponse.HEADER_LENGTH - header.remaining();
    Optional<ContentRange> part = part(all, request, room);
    ByteBuffer hashes = part.map(all::encode).orElse(ByteBuffer.allocate(0));
    ByteBuffer buffer = ByteBuffer.allocate(header.remaining() + hashes.remaining());
    buffer.put(header).put(hashes).flip();
    long start = part.map(ContentRange::start).orElse(request.offset());
    long length = part.map(ContentRange::length).orElse(0L);
    return new FileBasedResponse(start, length, buffer).write();
  }

  /** The segments that were asked for, as far as their hashes fit; none for a length of 0. */
  private static Optional<ContentRange> part(
      ContentInformation all, ReadHashRequest request, int room) throws StatusException {
    int fitting = (room - FRAME) / Version2Encoding.DESCRIPTION_LENGTH;
    if (room < FRAME || fitting < 1) {
      throw new StatusException(NtStatus.BUFFER_TOO_SMALL);
    }
    if (request.length() == 0) {
      return Optional.empty();
    }
    List<Segment> segments = all.segments();
    int first = all.segmentIndexAt(request.offset());
    long end = Math.min(request.offset() + request.length(), all.range().end());
    int last = Math.min(all.segmentIndexAt(end - 1), first + fitting - 1);
    // The whole comes as it was made, in more chunks than one.
    if (last - first + 1 == segments.size() && last > 0 && all.encoded().remaining() > room) {
      last--;
    }
    return Optional.of(
        ContentRange.ofEnd(segments.get(first).range().start(), segments.get(last).range().end()));
  }

  private HashHeader header(HashVersion version, long hashLength) {
    return HashHeader.of(version, changeTime, publication.contentLength(), hashLength, fileName);
  }

  private static boolean isBehind(long offset, long end) {
    return Long.compareUnsigned(offset, end) >= 0;
  }

  private static StatusException none() {
    return new StatusException(NtStatus.HASH_NOT_PRESENT);
  }
}
