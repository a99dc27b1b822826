package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishingSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tells one state of a file from every other state of it, and of every other file, without
 * reading it. Two equal identities have the same bytes if the first was taken when the file was
 * {@linkplain #settledAt() settled}.
 *
 * @param path where the file is, absolute and normalized
 * @param size its length in bytes
 * @param modified when its bytes were last written, as far as anybody who may write it says so
 * @param changed when the file system saw its last change, which nobody can set back; the same as
 *     {@code modified} where the file system does not tell
 * @param fileKey what the file system calls the file (device and inode), or an empty text
 */
public record FileIdentity(
    Path path, long size, FileTime modified, FileTime changed, String fileKey)
    implements ReadableState {

  private static final Logger LOG = LoggerFactory.getLogger(FileIdentity.class);

  /** POLICY: more than the tick of any kernel whose timestamps have fractions of a second. */
  private static final Duration FINE = Duration.ofMillis(100);

  /** POLICY: more than the tick of file systems that count in whole or in two seconds. */
  private static final Duration COARSE = Duration.ofSeconds(3);

  /**
   * Looks at a file, through symbolic links.
   *
   * @param file a path
   * @return its identity now
   * @throws IOException if there is no regular file that can be looked at
   */
  public static FileIdentity read(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class);
    if (!basic.isRegularFile()) {
      throw new NoSuchFileException(path.toString(), null, "not a regular file");
    }
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      FileTime modified = basic.lastModifiedTime();
      return new FileIdentity(path, basic.size(), modified, modified, "");
    }
    // One look, so that the values belong together.
    Map<String, Object> unix =
        Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,dev,ino");
    return new FileIdentity(
        path,
        (Long) Objects.requireNonNull(unix.get("size")),
        (FileTime) Objects.requireNonNull(unix.get("lastModifiedTime")),
        (FileTime) Objects.requireNonNull(unix.get("ctime")),
        unix.get("dev") + ":" + unix.get("ino"));
  }

  @Override
  public PublicationKey key() {
    return PublicationKey.ofFile(this);
  }

  @Override
  public String place() {
    return path.toString();
  }

  @Override
  public FileChannel open() throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ);
  }

  /**
   * Has the file published in the background in this state, for longer than the process lives, by
   * its {@linkplain PublicationKey#contentId() label}, if that is not done.
   *
   * @param session what publishes
   * @return false if nobody will do it because it is empty or too much is going on
   */
  public boolean publish(PublishingSession session) {
    if (size == 0) {
      return false;
    }
    PublishOptions options = PublishOptions.DEFAULT.asLasting().withLength(size).withSource(this);
    var publication = session.publishFile(key().contentId(), path, options);
    return !publication.isCompletedExceptionally()
        || publication.handle((content, reason) -> isPublished(reason)).join();
  }

  /** Whether a publication failed only because it is there already. */
  static boolean isPublished(Throwable reason) {
    LOG.debug("not published now: {}", String.valueOf(reason));
    return reason instanceof PeerDistException known
        && known.error() == PeerDistError.ALREADY_EXISTS;
  }

  /**
   * From when on a later write cannot leave the timestamps as they are: the time of the last change
   * and the resolution of the file system's clock. Hashes of bytes that were read before are good
   * for nothing.
   *
   * @return an instant, in the future if the file changed just now
   */
  @Override
  public Instant settledAt() {
    Instant last = changed.toInstant();
    boolean wholeSeconds = last.equals(last.truncatedTo(ChronoUnit.SECONDS));
    return last.plus(wholeSeconds ? COARSE : FINE);
  }

  /**
   * Whether the file is still what it was.
   *
   * @return false if it has changed, or cannot be looked at
   */
  @Override
  public boolean isCurrent() {
    try {
      return equals(read(path));
    } catch (IOException e) {
      return false;
    }
  }
}
