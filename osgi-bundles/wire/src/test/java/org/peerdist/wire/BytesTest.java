package org.peerdist.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void copyOf_arrayChangedLater_keepsItsValue() {
    byte[] array = {1, 2, 3};
    Bytes bytes = Bytes.copyOf(array);
    array[0] = 9;
    assertThat(bytes.toHex()).isEqualTo("010203");
  }

  @Test
  void copyOf_buffer_takesWhatRemainsAndLeavesThePosition() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
    assertThat(Bytes.copyOf(buffer)).isEqualTo(Bytes.ofHex("0203"));
    assertThat(buffer.position()).isEqualTo(1);
  }

  @Test
  void copyOf_directReadOnlyBuffer_isCopied() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2).put((byte) 5).put((byte) 6).flip();
    assertThat(Bytes.copyOf(buffer.asReadOnlyBuffer()).toHex()).isEqualTo("0506");
  }

  @Test
  void toByteArray_changed_doesNotChangeTheValue() {
    Bytes bytes = Bytes.ofHex("0102");
    bytes.toByteArray()[0] = 9;
    assertThat(bytes).isEqualTo(Bytes.ofHex("0102"));
  }

  @Test
  void asByteBuffer_isReadOnly() {
    ByteBuffer view = Bytes.ofHex("0102").asByteBuffer();
    assertThatThrownBy(() -> view.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    assertThat(view.hasArray()).isFalse();
    assertThat(view.remaining()).isEqualTo(2);
  }

  @Test
  void ofHex_eitherCase_isTheSame() {
    assertThat(Bytes.ofHex("ABcd")).isEqualTo(Bytes.ofHex("abCD")).hasToString("abcd");
  }

  @Test
  void ofHex_anythingElse_isRejected() {
    for (String text : new String[] {"a", "0x01", "0 1", "zz", "01\n"}) {
      assertThatThrownBy(() -> Bytes.ofHex(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void first_moreThanThereIs_isRejected() {
    Bytes bytes = Bytes.ofHex("010203");
    assertThat(bytes.first(0)).isEqualTo(Bytes.EMPTY);
    assertThat(bytes.first(2).toHex()).isEqualTo("0102");
    assertThat(bytes.first(3)).isEqualTo(bytes);
    assertThatThrownBy(() -> bytes.first(4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> bytes.first(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void equals_dependsOnAllBytesAndTheLength() {
    Bytes value = Bytes.ofHex("000102030405060708090a");
    assertThat(value)
        .isEqualTo(Bytes.ofHex("000102030405060708090a"))
        .hasSameHashCodeAs(Bytes.ofHex("000102030405060708090a"))
        .isNotEqualTo(Bytes.ofHex("000102030405060708090b"))
        .isNotEqualTo(Bytes.ofHex("0001020304050607080900"))
        .isNotEqualTo(Bytes.ofHex("00010203040506070809"))
        .isNotEqualTo(null)
        .isNotEqualTo("000102030405060708090a");
    assertThat(Bytes.copyOf(new byte[0])).isEqualTo(Bytes.EMPTY).hasSameHashCodeAs(Bytes.EMPTY);
  }
}
