package org.peerdist.smb.pipe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/** The server's side of DCE/RPC with connections, C706 12.6 and [MS-RPCE] 3.3.3. One thread. */
final class RpcServer {
  /** NDR, version 2: how arguments travel. */
  private static final Bytes NDR = Bytes.ofHex("045d888aeb1cc9119fe808002b10486002000000");

  private static final int SYNTAX_LENGTH = 20;
  private static final int REFUSED = 2;
  private static final int NO_INTERFACE = 1;
  private static final int NO_TRANSFER_SYNTAX = 2;
  private static final int UNKNOWN_METHOD = 0x1C01_0002;
  private static final int BAD_ARGUMENTS = 0x0000_06F7;
  private static final long GROUP = 0x5044;

  /** POLICY: no call here has arguments that are longer. */
  private static final int MOST_INPUT = 1 << 16;

  private final Interface called;
  private WireWriter input;

  RpcServer(Interface called) {
    this.called = called;
  }

  /** Takes a fragment, and gives what comes of it. */
  List<ByteBuffer> receive(ByteBuffer fragment) throws WireFormatException {
    WireReader reader = WireReader.of(fragment, ByteOrder.LITTLE_ENDIAN);
    RpcHeader header = RpcHeader.read(reader);
    if (header.length() != fragment.remaining()) {
      throw new WireFormatException("frag_length", 8, header.length() + " is another length");
    }
    return switch (header.type()) {
      case RpcHeader.BIND -> List.of(bind(header, reader, RpcHeader.BIND_ACK));
      case RpcHeader.ALTER_CONTEXT ->
          List.of(bind(header, reader, RpcHeader.ALTER_CONTEXT_RESPONSE));
      case RpcHeader.REQUEST -> request(header, reader);
      default -> List.of();
    };
  }

  private ByteBuffer bind(RpcHeader header, WireReader reader, int type)
      throws WireFormatException {
    WireWriter body = writer();
    if (header.securityLength() > 0) {
      // Reason 8: this kind of security is not known.
      body.u16(8).u8(1).u8(5).u8(0);
      return message(RpcHeader.BIND_NAK, header, body);
    }
    reader.skip("max_xmit_frag, max_recv_frag and assoc_group_id", 8);
    int count = reader.u8("n_context_elem");
    reader.skip("reserved", 3);
    String address = type == RpcHeader.BIND_ACK ? "\\PIPE\\srvsvc\0" : "";
    body.u16(Pipe.MOST).u16(Pipe.MOST).u32(GROUP).u16(address.length());
    body.bytes(ByteBuffer.wrap(address.getBytes(StandardCharsets.US_ASCII)));
    body.bytes(ByteBuffer.allocate(-body.length() & 3));
    body.u8(count).u8(0).u16(0);
    for (int i = 0; i < count; i++) {
      result(reader, body);
    }
    return message(type, header, body);
  }

  /** Context (2), number (1), reserved (1), interface (20), transfer syntaxes (20 each). */
  private void result(WireReader reader, WireWriter body) throws WireFormatException {
    reader.skip("p_cont_id", 2);
    int count = reader.u8("n_transfer_syn");
    reader.skip("reserved", 1);
    boolean known = reader.bytes("abstract_syntax", SYNTAX_LENGTH).equals(called.id());
    boolean common = false;
    for (int i = 0; i < count; i++) {
      common |= reader.bytes("transfer_syntax", SYNTAX_LENGTH).equals(NDR);
    }
    if (known && common) {
      body.u16(0).u16(0).bytes(NDR);
    } else {
      body.u16(REFUSED).u16(known ? NO_TRANSFER_SYNTAX : NO_INTERFACE);
      body.bytes(ByteBuffer.allocate(SYNTAX_LENGTH));
    }
  }

  private List<ByteBuffer> request(RpcHeader header, WireReader reader) throws WireFormatException {
    reader.skip("alloc_hint", 4);
    int context = reader.u16("p_cont_id");
    int number = reader.u16("opnum");
    if (header.has(RpcHeader.HAS_OBJECT)) {
      reader.skip("object", 16);
    }
    if (header.has(RpcHeader.FIRST) || input == null) {
      input = writer();
    }
    ByteBuffer part = reader.view("stub", reader.remaining());
    if (input.length() + part.remaining() > MOST_INPUT) {
      throw new WireFormatException("stub", RpcHeader.LENGTH, "too long");
    }
    input.bytes(part);
    return header.has(RpcHeader.LAST) ? call(header, context, number) : List.of();
  }

  private List<ByteBuffer> call(RpcHeader header, int context, int number) {
    try {
      return fragments(header, context, called.call(number, input.toByteBuffer()));
    } catch (Interface.UnknownMethod e) {
      return List.of(fault(header, context, UNKNOWN_METHOD));
    } catch (WireFormatException e) {
      return List.of(fault(header, context, BAD_ARGUMENTS));
    } finally {
      input = null;
    }
  }

  private static ByteBuffer fault(RpcHeader header, int context, int status) {
    return message(RpcHeader.FAULT, header, writer().u32(0).u16(context).u16(0).u32(status).u32(0));
  }

  /** Length to come (4), context (2), 0 (2), results. */
  private static List<ByteBuffer> fragments(RpcHeader header, int context, Bytes output) {
    List<ByteBuffer> fragments = new ArrayList<>();
    ByteBuffer rest = output.asByteBuffer();
    int flags = RpcHeader.FIRST;
    do {
      int count = Math.min(rest.remaining(), Pipe.MOST - RpcHeader.LENGTH - 8);
      WireWriter body = writer().u32(rest.remaining()).u16(context).u16(0);
      body.bytes(rest.slice(rest.position(), count));
      rest.position(rest.position() + count);
      flags |= rest.hasRemaining() ? 0 : RpcHeader.LAST;
      fragments.add(
          RpcHeader.message(RpcHeader.RESPONSE, flags, header.call(), body.toByteBuffer()));
      flags = 0;
    } while (rest.hasRemaining());
    return fragments;
  }

  private static ByteBuffer message(int type, RpcHeader header, WireWriter body) {
    int whole = RpcHeader.FIRST | RpcHeader.LAST;
    return RpcHeader.message(type, whole, header.call(), body.toByteBuffer());
  }

  private static WireWriter writer() {
    return WireWriter.of(ByteOrder.LITTLE_ENDIAN, 256);
  }
}
