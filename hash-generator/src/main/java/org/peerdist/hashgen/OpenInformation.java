package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.peerdist.api.ContentInformationReader;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.HandleLife;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;

/** Content information that is read. */
final class OpenInformation implements ContentInformationReader {
  private final ContentVersion version;
  private final ContentRange range;
  private final ByteBuffer all;
  private final ByteBuffer bytes;
  private HandleLife life;

  private OpenInformation(ContentVersion version, ContentRange range, ByteBuffer bytes) {
    this.version = version;
    this.range = range;
    this.all = bytes.slice().asReadOnlyBuffer();
    this.bytes = all.duplicate();
  }

  static OpenInformation of(
      Publication publication, Optional<ContentRange> wanted, VersionRange versions)
      throws PeerDistException {
    ContentVersion version =
        versions
            .best(publication.versions())
            .orElseThrow(
                () ->
                    new PeerDistException(
                        PeerDistError.VERSION_UNSUPPORTED,
                        "there is content information of "
                            + publication.versions()
                            + ", and none of these versions"));
    ContentRange all = ContentRange.ofLength(0, publication.contentLength());
    ContentRange range = cut(wanted, all);
    return new OpenInformation(version, range, encode(publication, version, range));
  }

  private static ByteBuffer encode(
      Publication publication, ContentVersion version, ContentRange range)
      throws PeerDistException {
    Optional<ByteBuffer> bytes =
        range.length() == publication.contentLength()
            ? publication.encoded(version)
            : publication
                .contentInformation(version)
                .filter(information -> information.range().contains(range))
                .map((ContentInformation information) -> information.encode(range));
    return bytes.orElseThrow(
        () ->
            new PeerDistException(
                PeerDistError.CANNOT_PARSE_CONTENTINFO,
                "the content information that was kept is damaged: publish it again"));
  }

  private static ContentRange cut(Optional<ContentRange> wanted, ContentRange all)
      throws PeerDistException {
    if (wanted.isEmpty()) {
      return all;
    }
    ContentRange range = wanted.get();
    if (range.start() >= all.end()) {
      throw new PeerDistException(
          PeerDistError.OUT_OF_BOUNDS, range + " of a content of " + all.end() + " bytes");
    }
    return ContentRange.ofEnd(range.start(), Math.min(range.end(), all.end()));
  }

  void live(HandleLife handle) {
    life = handle;
  }

  @Override
  public ContentVersion version() {
    return version;
  }

  @Override
  public ContentRange range() {
    return range;
  }

  @Override
  public int length() {
    return all.limit();
  }

  @Override
  public ByteBuffer view() throws PeerDistException {
    life.check();
    return all.duplicate();
  }

  @Override
  public synchronized int read(ByteBuffer into) throws IOException {
    life.check();
    if (!bytes.hasRemaining()) {
      return -1;
    }
    int count = Math.min(bytes.remaining(), into.remaining());
    into.put(bytes.slice(bytes.position(), count));
    bytes.position(bytes.position() + count);
    return count;
  }

  @Override
  public boolean isOpen() {
    return life.isOpen();
  }

  @Override
  public void close() {
    life.close();
  }
}
