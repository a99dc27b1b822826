package org.peerdist.hashgen;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.api.ContentId;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireWriter;

/**
 * What identifies exactly the bytes of one content, so that hashes that were made under a key are
 * right for every content that has it.
 *
 * @param digest 32 bytes, a hash of all that it was made from
 */
public record PublicationKey(Bytes digest) {
  private static final int EXPECTED = 256;

  public PublicationKey {
    if (digest.length() != 32) {
      throw new IllegalArgumentException("PublicationKey of " + digest.length() + " bytes");
    }
  }

  /**
   * The key of a file in one of its states.
   *
   * @param identity the state
   * @return the key
   */
  public static PublicationKey ofFile(FileIdentity identity) {
    return of(
        List.of(
            "file",
            identity.path().toString(),
            Long.toString(identity.size()),
            identity.modified().toString(),
            identity.changed().toString(),
            identity.fileKey()));
  }

  /**
   * The key of a file of another machine in one of its states.
   *
   * @param identity where it is, and all that tells this state of it from others, in a fixed order
   * @return the key
   */
  public static PublicationKey ofRemoteFile(List<String> identity) {
    List<String> parts = new ArrayList<>(List.of("remote file"));
    parts.addAll(identity);
    return of(parts);
  }

  /**
   * The key of what a server answers, by what HTTP says about it.
   *
   * @param resource host, path and query
   * @param etag the entity tag, or an empty text
   * @param lastModified the date of the last modification, or an empty text
   * @param contentType the media type, or an empty text
   * @param length the length of the whole content in bytes
   * @return the key
   */
  public static PublicationKey ofResponse(
      String resource, String etag, String lastModified, String contentType, long length) {
    return of(
        List.of("response", resource, etag, lastModified, contentType, Long.toString(length)));
  }

  /**
   * The label to publish the content by.
   *
   * @return a content id that no other content has
   */
  public ContentId contentId() {
    return new ContentId(digest);
  }

  /**
   * The key of what somebody has published by a name of his own.
   *
   * @param owner whose name it is
   * @param name any bytes
   * @return the key
   */
  static PublicationKey ofLabel(Bytes owner, Bytes name) {
    return of(List.of("label", owner.toHex(), name.toHex()));
  }

  private static PublicationKey of(List<String> parts) {
    // Not with streams, which take milliseconds when they are used for the first time: somebody
    // waits.
    WireWriter out = WireWriter.of(ByteOrder.BIG_ENDIAN, EXPECTED);
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      out.u32(bytes.length).bytes(ByteBuffer.wrap(bytes));
    }
    return new PublicationKey(HashAlgorithm.SHA_256.hash(out.toByteBuffer()));
  }
}
