package org.peerdist.hashgen;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentVersion;
import org.peerdist.wire.WireFormatException;

/**
 * The content information of one content, ready to be given out: mapped files for all but small
 * ones. It stays usable when the cache drops it. Safe for use by many threads.
 */
public final class Publication {
  private final long contentLength;
  private final Map<ContentVersion, ByteBuffer> encoded;
  private final Map<ContentVersion, ContentInformation> decoded =
      new EnumMap<>(ContentVersion.class);

  Publication(long contentLength, Map<ContentVersion, ByteBuffer> encoded) {
    this.contentLength = contentLength;
    this.encoded = Map.copyOf(encoded);
  }

  /**
   * The length of the whole content.
   *
   * @return bytes, 1 or more
   */
  public long contentLength() {
    return contentLength;
  }

  /**
   * The versions that are there.
   *
   * @return at least one
   */
  public Set<ContentVersion> versions() {
    return encoded.keySet();
  }

  /**
   * The encoded content information of the whole content; nothing is read or copied.
   *
   * @param version the version
   * @return a new read-only view, or nothing if this version is not there
   */
  public Optional<ByteBuffer> encoded(ContentVersion version) {
    return Optional.ofNullable(encoded.get(version)).map(ByteBuffer::asReadOnlyBuffer);
  }

  /**
   * The content information of the whole content, from which ranges can be encoded.
   *
   * @param version the version
   * @return the content information, or nothing if this version is not there or is not valid
   */
  public Optional<ContentInformation> contentInformation(ContentVersion version) {
    ByteBuffer bytes = encoded.get(version);
    if (bytes == null) {
      return Optional.empty();
    }
    synchronized (decoded) {
      ContentInformation known = decoded.get(version);
      if (known == null) {
        try {
          known = ContentInformation.decode(bytes);
        } catch (WireFormatException e) {
          return Optional.empty();
        }
        decoded.put(version, known);
      }
      return Optional.of(known);
    }
  }

  /** Does now what the first who asks for content information would have to wait for. */
  void decodeAll() {
    versions().forEach(this::contentInformation);
  }
}
