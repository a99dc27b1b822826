package org.peerdist.cache.internal;

import org.peerdist.content.ContentTag;

/**
 * The format of a package: segments of a content cache in one file, to bring them to another cache.
 * Version 1, all numbers big-endian:
 *
 * <pre>
 * magic(8) = "PDcache" 1A, version(4) = 1
 * records, one after the other:
 *   type(1) length(4) body(length) checksum(4) = CRC32C of type, length and body
 *
 *   type 1, segment:         tag(16) contentInformation(length - 16)
 *   type 2, opaque segment:  tag(16) segmentLength(4) blockLength(4) id(length - 24 = 32, 48 or 64)
 *   type 3, block:           index(2) bytes(length - 2), of the segment before it
 *   type 4, end:             segments(8) blocks(8) digest(32) = SHA-256 of all bytes before it
 * </pre>
 *
 * <p>The content information of a segment is that of [MS-PCCRC] 2.3 or 2.4, about this one segment,
 * whole, as if it were all of the content: its secret, and the hashes of all its blocks. These
 * prove themselves, for only they make the name of the segment; so a package can't bring anything
 * under a name that is not its own. The blocks follow in the clear. Blocks of an opaque segment are
 * as a hosted cache keeps them, and can't be verified.
 *
 * <p>Nothing follows the end. A file without it was cut off; what stands before that is good.
 */
final class PackageFormat {
  static final long MAGIC = 0x504463616368651AL;
  static final int VERSION = 1;
  static final int HEADER_LENGTH = 12;

  static final byte SEGMENT = 1;
  static final byte OPAQUE_SEGMENT = 2;
  static final byte BLOCK = 3;
  static final byte END = 4;

  /** The bytes of a record in front of its body. */
  static final int RECORD_HEADER_LENGTH = 5;

  static final int CHECKSUM_LENGTH = 4;
  static final int OPAQUE_LENGTH = ContentTag.LENGTH + 8;
  static final int INDEX_LENGTH = 2;
  static final int END_LENGTH = 48;

  /** Of a segment of version 1 with 512 hashes of 64 bytes. */
  private static final int MAX_INFORMATION_LENGTH = 64 * 1024;

  private PackageFormat() {}

  /** The greatest length of a body, or -1 if there are no records of this type. */
  static int maxLength(byte type) {
    return switch (type) {
      case SEGMENT -> ContentTag.LENGTH + MAX_INFORMATION_LENGTH;
      case OPAQUE_SEGMENT -> OPAQUE_LENGTH + 64;
      case BLOCK -> INDEX_LENGTH + SlotHeader.MAX_BLOCK_LENGTH;
      case END -> END_LENGTH;
      default -> -1;
    };
  }
}
