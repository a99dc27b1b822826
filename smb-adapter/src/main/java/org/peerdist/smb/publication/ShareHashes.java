package org.peerdist.smb.publication;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.Publication;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.hashgen.ReadableState;
import org.peerdist.smb.files.FileFacts;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.readhash.HashVersion;
import org.peerdist.smb.readhash.ReadHashRequest;
import org.peerdist.smb.server.HashPublisher;
import org.peerdist.smb.server.Share;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hashes of the files of shares, from a publication cache that others may use for the same
 * files. What is not there is made in the background, and nobody waits for it. Thread-safe.
 *
 * <p>Hashes are given out only to those who may read the file, and only if they are of the file as
 * it is at this moment: they are kept under its size, its times and its inode. Of a file that
 * somebody has open for writing there are none, nor are any made.
 */
public final class ShareHashes implements HashPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(ShareHashes.class);

  /**
   * INTEROP [MS-SMB2] appendix 395: shorter files have no hashes; a client that asks for some would
   * spend more on them than on the file.
   */
  public static final long SHORTEST = 65_536;

  private static final int FLAG_HASH_V1 = 0x2000;
  private static final int FLAG_HASH_V2 = 0x4000;

  /** FILE_READ_DATA and FILE_EXECUTE, either of which lets a client read. */
  private static final int MAY_READ = 0x0000_0001 | 0x0000_0020;

  private final PublishingService publishing;
  private final HashPolicy policy;

  /**
   * Creates it.
   *
   * @param publishing has the hashes, and makes them; the caller closes it after the server
   * @param policy who is given which of them
   */
  public ShareHashes(PublishingService publishing, HashPolicy policy) {
    this.publishing = publishing;
    this.policy = policy;
  }

  /**
   * SPEC [MS-SMB2] 3.3.5.7: version 2 is for SMB 3 only. POLICY: where all shares give hashes,
   * every one of them says so.
   */
  @Override
  public int shareFlags(Dialect dialect, Share share) {
    if (!policy.includes(share.name())) {
      return 0;
    }
    int flags = policy.versions().contains(ContentVersion.V1) ? FLAG_HASH_V1 : 0;
    boolean second = policy.versions().contains(ContentVersion.V2) && dialect.isSmb3();
    return flags | (second ? FLAG_HASH_V2 : 0);
  }

  @Override
  public byte[] readHash(Share share, OpenFile file, ByteBuffer input, Dialect dialect, int most)
      throws StatusException {
    // SPEC [MS-SMB2] 2.2.31.2: the control code has FILE_READ_ACCESS in it.
    if ((file.grantedAccess() & MAY_READ) == 0) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    ReadHashRequest request = RequestRules.check(input, dialect, most);
    if (policy.level() == HashLevel.NONE) {
      throw new StatusException(NtStatus.HASH_NOT_SUPPORTED);
    }
    boolean enabled = policy.includes(share.name());
    HashAnswers answers = find(file, request, enabled);
    // SPEC [MS-SMB2] 3.3.5.15.7: this comes after the look for hashes.
    if (!enabled) {
      throw new StatusException(NtStatus.HASH_NOT_SUPPORTED);
    }
    ByteBuffer answer =
        request.hashVersion() == HashVersion.V1.wireValue()
            ? answers.hashBased(request, most)
            : answers.fileBased(request, most);
    byte[] bytes = new byte[answer.remaining()];
    answer.get(bytes);
    return bytes;
  }

  /** The hashes of the file as it is, or else HASH_NOT_PRESENT, and hashes later. */
  private HashAnswers find(OpenFile file, ReadHashRequest request, boolean enabled)
      throws StatusException {
    // POLICY: bytes that may change at any time are not worth to be hashed; whoever wants hashes
    // asks again, and reads the file meanwhile.
    if (file.isOpenForWriting()) {
      throw new StatusException(NtStatus.HASH_NOT_PRESENT);
    }
    FileFacts facts = file.facts();
    ReadableState state = state(file);
    if (state.size() < SHORTEST
        || state.size() != facts.size()
        || !isGiven(request.hashVersion())) {
      throw new StatusException(NtStatus.HASH_NOT_PRESENT);
    }
    Optional<Publication> found = publishing.find(state);
    if (found.isEmpty()) {
      if (enabled && !publishing.publishFile(state)) {
        LOG.debug("no hashes of {} now: too much is going on", state.place());
      }
      throw new StatusException(NtStatus.HASH_NOT_PRESENT);
    }
    return new HashAnswers(found.get(), facts.changed(), file.name());
  }

  private boolean isGiven(long hashVersion) {
    return HashVersion.of(hashVersion)
        .map(version -> policy.versions().contains(version.contentVersion()))
        .orElse(false);
  }

  private static ReadableState state(OpenFile file) throws StatusException {
    try {
      return file.state();
    } catch (StatusException e) {
      LOG.debug("no hashes of {}: {}", file.name(), e.status());
      throw new StatusException(NtStatus.HASH_NOT_PRESENT);
    }
  }
}
