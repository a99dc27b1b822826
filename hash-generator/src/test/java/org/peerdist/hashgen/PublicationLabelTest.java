package org.peerdist.hashgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.peerdist.api.ContentId;
import org.peerdist.api.Owner;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class PublicationLabelTest {
  private static final Bytes OWNER = Bytes.ofHex("ab".repeat(32));

  /** Written by hand. */
  private static final byte[] VECTOR =
      HexFormat.of().parseHex("ab".repeat(32) + "00000000000f4240" + "0002" + "2f61");

  private static final PublicationLabel LABEL =
      new PublicationLabel(OWNER, ContentId.of("/a"), 1_000_000);

  @Test
  void write_isTheVector_andRead_isItsReverse() throws Exception {
    assertThat(LABEL.write()).isEqualTo(ByteBuffer.wrap(VECTOR));
    assertThat(PublicationLabel.read(ByteBuffer.wrap(VECTOR))).isEqualTo(LABEL);
  }

  @Test
  void read_longestId_isRead() throws Exception {
    ContentId longest = new ContentId(Bytes.copyOf(new byte[ContentId.MAX_LENGTH]));
    PublicationLabel label = new PublicationLabel(OWNER, longest, 1);
    assertThat(PublicationLabel.read(label.write())).isEqualTo(label);
  }

  @Test
  void read_eachTruncation_isRejected() {
    for (int length = 0; length < VECTOR.length; length++) {
      ByteBuffer part = ByteBuffer.wrap(VECTOR, 0, length);
      assertThatExceptionOfType(WireFormatException.class)
          .isThrownBy(() -> PublicationLabel.read(part));
    }
  }

  @Test
  void read_noId_orTooMuch_isRejected() {
    byte[] none = Arrays.copyOf(VECTOR, VECTOR.length - 2);
    none[none.length - 1] = 0;
    assertThatExceptionOfType(WireFormatException.class)
        .isThrownBy(() -> PublicationLabel.read(ByteBuffer.wrap(none)))
        .withMessageContaining("id length");
    byte[] more = Arrays.copyOf(VECTOR, VECTOR.length + 1);
    assertThatExceptionOfType(WireFormatException.class)
        .isThrownBy(() -> PublicationLabel.read(ByteBuffer.wrap(more)));
  }

  @Test
  void fingerprint_tellsOwnersApart_andHidesTheToken() {
    Owner owner = new Owner(Bytes.ofHex("01"));
    assertThat(PublicationLabel.fingerprint(owner))
        .isNotEqualTo(PublicationLabel.fingerprint(Owner.SHARED));
    assertThat(owner.toString()).doesNotContain("01");
  }
}
