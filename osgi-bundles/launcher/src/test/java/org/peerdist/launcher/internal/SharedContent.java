package org.peerdist.launcher.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.content.VerifiedBlock;
import org.peerdist.hashgen.HashGenerator;
import org.peerdist.hashgen.HashingOptions;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** A content with its hashes. */
final class SharedContent {
  private final byte[] bytes;
  private final ContentInformation information;

  private SharedContent(byte[] bytes, ContentInformation information) {
    this.bytes = bytes;
    this.information = information;
  }

  static SharedContent of(Path folder, ContentVersion version, int length)
      throws IOException, WireFormatException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Path file = Files.write(folder.resolve("content"), bytes);
    Path hashes = folder.resolve("hashes");
    ServerPassphrase passphrase = new ServerPassphrase(Bytes.ofHex("01"));
    try (HashGenerator generator = new HashGenerator(passphrase, HashingOptions.defaults())) {
      generator.hashFile(file, Map.of(version, hashes));
    }
    ByteBuffer encoded = ByteBuffer.wrap(Files.readAllBytes(hashes));
    return new SharedContent(bytes, ContentInformation.decode(encoded));
  }

  Segment segment(int index) {
    return information.segments().get(index);
  }

  ByteBuffer data(ContentRange range) {
    return ByteBuffer.wrap(bytes, (int) range.start(), (int) range.length());
  }

  List<VerifiedBlock> blocks() {
    List<VerifiedBlock> blocks = new ArrayList<>();
    for (Segment segment : information.segments()) {
      for (int i = 0; i < segment.blockCount(); i++) {
        blocks.add(segment.verify(i, data(segment.blockRange(i))).orElseThrow());
      }
    }
    return blocks;
  }
}
