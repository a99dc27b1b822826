package org.peerdist.hashgen;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.api.ContentId;
import org.peerdist.api.Owner;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * By which name somebody has published a content. Big-endian:
 *
 * <pre>
 * owner(32) contentLength(8) idLength(2) id(idLength)
 * </pre>
 *
 * @param owner the SHA-256 of the owner's token, 32 bytes
 * @param id the name
 * @param contentLength the length of the content, 1 or more
 */
record PublicationLabel(Bytes owner, ContentId id, long contentLength) {
  private static final int OWNER_LENGTH = 32;

  /** What tells an owner from others and does not give the token away. */
  static Bytes fingerprint(Owner owner) {
    return HashAlgorithm.SHA_256.hash(owner.token().asByteBuffer());
  }

  static PublicationLabel read(ByteBuffer bytes) throws WireFormatException {
    WireReader in = WireReader.of(bytes, ByteOrder.BIG_ENDIAN);
    Bytes owner = in.bytes("owner", OWNER_LENGTH);
    long length = in.u64("content length");
    long at = in.offset();
    int idLength = in.u16("id length");
    if (idLength == 0) {
      throw new WireFormatException("id length", at, "0 is none");
    }
    ContentId id = new ContentId(in.bytes("id", idLength));
    in.finish();
    return new PublicationLabel(owner, id, length);
  }

  ByteBuffer write() {
    int length = OWNER_LENGTH + 10 + id.value().length();
    return WireWriter.of(ByteOrder.BIG_ENDIAN, length)
        .bytes(owner)
        .u64(contentLength)
        .u16(id.value().length())
        .bytes(id.value())
        .toByteBuffer();
  }
}
