package org.peerdist.smb.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.Waiting;
import org.peerdist.content.ContentRange;
import org.peerdist.smb.readhash.FileBasedResponse;
import org.peerdist.smb.readhash.HashBasedResponse;
import org.peerdist.smb.readhash.HashHeader;
import org.peerdist.smb.readhash.HashVersion;
import org.peerdist.smb.readhash.ReadHashRequest;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the hashes of a file from its share, and gives them to the retrieval. Those of version 2
 * come as they are needed. For use by one thread at a time.
 */
final class FileHashes {
  private static final Logger LOG = LoggerFactory.getLogger(FileHashes.class);

  /** INTEROP [MS-SMB2] appendix 395: shorter files have no hashes. */
  private static final long SHORTEST = 65_536;

  /** POLICY: hashes of so much of a file are asked for at once. */
  private static final long PIECE = 1L << 30;

  /** POLICY: content information of version 1 is never longer; that is for 2 TB. */
  private static final long LONGEST = 1L << 30;

  private final RemoteFile file;
  private final RetrievedContent content;
  private HashVersion version;

  /** Of what there are hashes: where each range starts, and where it ends. */
  private final NavigableMap<Long, Long> known = new TreeMap<>();

  private long received;

  FileHashes(RemoteFile file, RetrievedContent content) {
    this.file = file;
    this.content = content;
  }

  /** The bytes of hashes that came. */
  long received() {
    return received;
  }

  /**
   * Asks for hashes for the first time: for those of version 2 if the share has them, as others
   * find the file by those.
   *
   * @return false if the share has none of this file
   * @throws IOException if the connection is lost
   */
  boolean start() throws IOException, InterruptedException {
    if (file.opened().size() < SHORTEST) {
      return false;
    }
    if (begin(HashVersion.V2)) {
      return true;
    }
    // A share that makes both may have been done with it between two questions: whoever takes
    // version 1 then shares the file with nobody.
    if (file.hashVersions().containsAll(EnumSet.allOf(HashVersion.class))) {
      return isVersion1There() && (begin(HashVersion.V2) || begin(HashVersion.V1));
    }
    return begin(HashVersion.V1);
  }

  private boolean begin(HashVersion wanted) throws IOException, InterruptedException {
    if (!file.hashVersions().contains(wanted)) {
      return false;
    }
    version = wanted;
    return wanted == HashVersion.V2 ? piece(0) : whole();
  }

  private boolean isVersion1There() throws IOException {
    return file.readHash(ReadHashRequest.of(HashVersion.V1, 0, HashHeader.MIN_LENGTH)).isPresent();
  }

  /**
   * Makes sure that there are hashes of a place in the file.
   *
   * @return false if there are none any more
   */
  boolean cover(long offset) throws IOException, InterruptedException {
    Map.Entry<Long, Long> before = known.floorEntry(offset);
    if (before != null && offset < before.getValue()) {
      return true;
    }
    return version == HashVersion.V2 && piece(offset);
  }

  /** Where the hashes end that cover a place. */
  long end(long offset) {
    return known.floorEntry(offset).getValue();
  }

  /** SPEC [MS-SMB2] 2.2.32.4.3: hashes of a part of the file, with a header at its start. */
  private boolean piece(long offset) throws IOException, InterruptedException {
    Optional<ByteBuffer> answer = file.readHash(ReadHashRequest.of(HashVersion.V2, offset, PIECE));
    if (answer.isEmpty()) {
      return false;
    }
    try {
      FileBasedResponse response = FileBasedResponse.read(answer.get());
      ByteBuffer hashes = response.hashes();
      if (offset == 0) {
        HashHeader header = HashHeader.read(hashes);
        check(header);
        skip(hashes, header.hashOffset());
      }
      received += answer.get().remaining();
      content.addContentInformation(hashes);
      ContentRange range = complete();
      if (range == null || range.start() > offset || range.end() <= offset) {
        return false;
      }
      known.put(range.start(), range.end());
      return true;
    } catch (WireFormatException e) {
      return dropped(e);
    }
  }

  /** SPEC [MS-SMB2] 2.2.32.4.2: the content information file from its start to its end. */
  private boolean whole() throws IOException, InterruptedException {
    long offset = 0;
    long end = Long.MAX_VALUE;
    try {
      while (offset < end) {
        Optional<ByteBuffer> answer =
            file.readHash(ReadHashRequest.of(HashVersion.V1, offset, file.mostHashBytes()));
        if (answer.isEmpty()) {
          drop();
          return false;
        }
        HashBasedResponse response = HashBasedResponse.read(answer.get());
        ByteBuffer part = response.part();
        int length = part.remaining();
        if (response.offset() != offset || length == 0) {
          throw new WireFormatException("offset", 0, "not the part that was asked for");
        }
        if (offset == 0) {
          HashHeader header = HashHeader.read(part);
          check(header);
          end = header.hashOffset() + header.hashLength();
          skip(part, header.hashOffset());
        }
        received += length;
        offset += length;
        content.addContentInformation(part);
      }
      ContentRange range = complete();
      if (range != null) {
        known.put(range.start(), range.end());
      }
      return range != null;
    } catch (WireFormatException e) {
      return dropped(e);
    }
  }

  private void check(HashHeader header) throws WireFormatException {
    if (header.version() != version) {
      throw new WireFormatException("hash version", 4, "not the one that was asked for");
    }
    if (header.dirty() || header.fileSize() != file.opened().size()) {
      throw new WireFormatException("file size", 16, "hashes of the file as it was before");
    }
    if (header.hashLength() > LONGEST) {
      throw new WireFormatException("hash blob length", 24, header.hashLength() + " is too long");
    }
  }

  private static void skip(ByteBuffer hashes, long offset) throws WireFormatException {
    if (offset > hashes.remaining()) {
      throw new WireFormatException("hash blob offset", 28, offset + " is after the answer");
    }
    hashes.position(hashes.position() + (int) offset);
  }

  private boolean dropped(WireFormatException reason) throws InterruptedException {
    LOG.debug("hashes not used: {}", reason.getMessage());
    drop();
    return false;
  }

  /** Ends content information of which a part was given. */
  private void drop() throws InterruptedException {
    try {
      complete();
    } catch (IOException e) {
      LOG.debug("hashes not used: {}", e.toString());
    }
  }

  /** What the content information is about; null if it is not valid. */
  private ContentRange complete() throws IOException, InterruptedException {
    try {
      return Waiting.get(content.completeContentInformation());
    } catch (PeerDistException e) {
      if (e.error() == PeerDistError.CANNOT_PARSE_CONTENTINFO
          || e.error() == PeerDistError.CONTENTINFO_VERSION_UNSUPPORTED) {
        LOG.debug("hashes not used: {}", e.getMessage());
        return null;
      }
      throw e;
    }
  }
}
