package org.peerdist.smb.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;

/** Every message: there and back, and cut off everywhere. */
class MessagesTest {
  private static final FileId FILE = new FileId(0x8000000000000001L, -2);
  private static final Bytes GUID = Bytes.ofHex("00112233445566778899aabbccddeeff");
  private static final FileTimes FACTS = new FileTimes(1, 2, 3, 4, 4096, 5, 0x20);

  private interface Reader {
    Object read(ByteBuffer message) throws WireFormatException;
  }

  static Stream<Arguments> messages() {
    List<NegotiateContext> contexts =
        List.of(
            NegotiateContext.preauth(GUID),
            NegotiateContext.choice(NegotiateContext.ENCRYPTION, 2));
    List<CreateContext> wishes =
        List.of(
            new CreateContext("MxAc", Bytes.EMPTY), new CreateContext("QFid", Bytes.ofHex("07")));
    return Stream.of(
        message(
            new NegotiateRequest(1, 0x7F, GUID, List.of(0x0210, 0x0300, 0x0311), contexts),
            NegotiateRequest::read),
        message(
            new NegotiateResponse(3, 0x0311, GUID, 4, 1 << 20, 5, GUID, contexts),
            NegotiateResponse::read),
        message(new SessionSetupRequest(0, 1, -3, GUID), SessionSetupRequest::read),
        message(new SessionSetupResponse(1, GUID), SessionSetupResponse::read),
        message(new TreeConnectRequest("\\\\server\\share"), TreeConnectRequest::read),
        message(new TreeConnectResponse(1, 0x6000, -1), TreeConnectResponse::read),
        message(new CreateRequest(2, -1, 0x80, 7, 1, 0x40, "a\\b", wishes), CreateRequest::read),
        message(new CreateResponse(2, FACTS, FILE, wishes), CreateResponse::read),
        message(new CloseRequest(true, FILE), CloseRequest::read),
        message(new CloseResponse(true, FACTS), CloseResponse::read),
        message(new FlushRequest(FILE), FlushRequest::read),
        message(new EmptyBody(), EmptyBody::read),
        message(new ReadRequest(-1, -2, FILE, 3, 4), ReadRequest::read),
        message(new WriteRequest(GUID.asByteBuffer(), -2, FILE, 1, 1), WriteRequest::read),
        message(new WriteResponse(7), WriteResponse::read),
        message(
            new LockRequest(FILE, List.of(new LockRequest.Range(-1, -2, 0x12))), LockRequest::read),
        message(new IoctlRequest(0x1441BB, FILE, GUID.asByteBuffer(), 9, 1), IoctlRequest::read),
        message(new IoctlResponse(0x1441BB, FILE, GUID), IoctlResponse::read),
        message(new QueryDirectoryRequest(37, 1, FILE, "*", 99), QueryDirectoryRequest::read),
        message(new ChangeNotifyRequest(true, 99, FILE, 0xFFF), ChangeNotifyRequest::read),
        message(new QueryInfoRequest(1, 5, 99, 7, FILE), QueryInfoRequest::read),
        message(new SetInfoRequest(1, 4, GUID.asByteBuffer(), FILE), SetInfoRequest::read),
        message(new OutputResponse(GUID), OutputResponse::read));
  }

  private static Arguments message(MessageBody body, Reader reader) {
    return arguments(body, reader);
  }

  private static ByteBuffer written(MessageBody body) {
    WireWriter writer = Raw.writer(256);
    Raw.zeros(Header.LENGTH, writer);
    body.write(writer);
    return writer.toByteBuffer();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void read_whatWasWritten_isTheSame(MessageBody body, Reader reader) throws WireFormatException {
    assertThat(reader.read(written(body))).isEqualTo(body);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void read_everyTruncation_isRejectedOrHasLess(MessageBody body, Reader reader) {
    ByteBuffer whole = written(body);
    for (int length = 0; length < whole.remaining(); length++) {
      ByteBuffer part = whole.slice(0, length);
      try {
        assertThat(reader.read(part)).isNotNull();
        // What is missing is the byte that stands for no bytes, or what is not looked at.
        assertThat(length).isGreaterThanOrEqualTo(whole.remaining() - 16);
      } catch (WireFormatException e) {
        assertThat(e).hasMessageContaining(" at byte ");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void read_lengthsThatClaimEverything_areRejected(MessageBody body, Reader reader) {
    ByteBuffer whole = written(body);
    byte[] bytes = new byte[whole.remaining()];
    whole.get(bytes);
    for (int at = Header.LENGTH; at < bytes.length; at++) {
      byte kept = bytes[at];
      bytes[at] = (byte) 0xFF;
      try {
        assertThat(reader.read(ByteBuffer.wrap(bytes))).isNotNull();
      } catch (WireFormatException e) {
        assertThat(e.getStackTrace()).isEmpty();
      }
      bytes[at] = kept;
    }
  }

  @Test
  void read_anotherStructureSize_isRejected() {
    byte[] message = new byte[Header.LENGTH + 4];
    message[Header.LENGTH] = 5;
    assertThatThrownBy(() -> EmptyBody.read(ByteBuffer.wrap(message)))
        .hasMessage("StructureSize at byte 64: 5 is not 4");
  }

  @Test
  void read_createContextsThatLeadBack_areRejected() {
    ByteBuffer list = ByteBuffer.allocate(64);
    list.put(0, (byte) 1);
    assertThatThrownBy(() -> CreateContext.readAll(list))
        .hasMessageContaining("does not lead to a next context");
  }

  @Test
  void header_thereAndBack_isTheSame() throws WireFormatException {
    Header header = new Header(1, 0xC0000022, 9, 3, 0x9, 72, -1, 1L << 32, -5);
    byte[] message = new byte[Header.LENGTH];
    header.put(message);
    assertThat(Header.read(ByteBuffer.wrap(message))).isEqualTo(header);
    assertThat(header.treeId()).isEqualTo(1);
    for (int length = 0; length < Header.LENGTH; length++) {
      ByteBuffer part = ByteBuffer.wrap(message, 0, length);
      assertThatThrownBy(() -> Header.read(part)).isInstanceOf(WireFormatException.class);
    }
  }

  @Test
  void transformHeader_withBytesBehind_isRejected() throws WireFormatException {
    byte[] frame = new byte[TransformHeader.LENGTH + Header.LENGTH];
    TransformHeader header = new TransformHeader(GUID, Header.LENGTH, -7);
    header.put(frame);
    assertThat(TransformHeader.read(ByteBuffer.wrap(frame))).isEqualTo(header);
    byte[] longer = java.util.Arrays.copyOf(frame, frame.length + 1);
    assertThatThrownBy(() -> TransformHeader.read(ByteBuffer.wrap(longer)))
        .isInstanceOf(WireFormatException.class);
  }
}
