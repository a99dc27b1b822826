package org.peerdist.smb.readhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class ContentInformationFileTest {
  private static final ByteBuffer CONTENT = Hex.bytes("0001020304050607");
  private static final ContentInformationFile FILE =
      new ContentInformationFile(HashHeader.of(HashVersion.V1, 7, 9, 8, "a"), CONTENT);

  @Test
  void part_ofAllOffsetsAndLengths_isThatOfTheWhole() {
    assertPartsFit(FILE, Hex.of(FILE.header().write()) + Hex.of(CONTENT));
  }

  @Test
  void part_withAGapAfterTheHeader_isThatOfTheWhole() throws WireFormatException {
    HashHeader header = new HashHeader(HashVersion.V1, 7, 9, 8, 41, false, Bytes.EMPTY);
    ContentInformationFile file = new ContentInformationFile(header, CONTENT);
    String whole = Hex.of(header.write()) + "00".repeat(5) + Hex.of(CONTENT);
    assertPartsFit(file, whole);
    assertThat(ContentInformationFile.read(Hex.bytes(whole))).isEqualTo(file);
  }

  private static void assertPartsFit(ContentInformationFile file, String whole) {
    assertThat(file.length()).isEqualTo(whole.length() / 2);
    for (int start = 0; start < file.length(); start++) {
      for (int most = 0; most < file.length() + 2; most++) {
        int end = Math.min(start + most, (int) file.length());
        assertThat(Hex.of(file.part(start, most))).isEqualTo(whole.substring(2 * start, 2 * end));
      }
    }
  }

  @Test
  void part_behindTheEnd_isRejected() {
    assertThatThrownBy(() -> FILE.part(FILE.length(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void read_returnsBothParts() throws WireFormatException {
    ByteBuffer whole = FILE.part(0, 1000);
    assertThat(ContentInformationFile.read(whole)).isEqualTo(FILE);
    Hex.assertPositionIsKept(whole, ContentInformationFile::read);
  }

  @Test
  void read_truncated_isRejected() {
    Hex.assertTruncationsAreRejected(FILE.part(0, 1000), ContentInformationFile::read);
  }

  @Test
  void read_hostileOffset_isRejected() {
    HashHeader header =
        new HashHeader(HashVersion.V1, 0, 0, 0xFFFF_FFFFL, 0xFFFF_FFFFL, false, Bytes.EMPTY);
    assertThatThrownBy(() -> ContentInformationFile.read(header.write()))
        .isInstanceOf(WireFormatException.class);
  }

  @Test
  void create_headerOfAnotherLength_isRejected() {
    assertThatThrownBy(() -> new ContentInformationFile(FILE.header(), Hex.bytes("00")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
