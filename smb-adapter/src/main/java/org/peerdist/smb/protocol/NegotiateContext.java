package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What the sides of SMB 3.1.1 say of one ability, [MS-SMB2] 2.2.3.1: type (2), length of the data
 * (2), reserved (4), data; the next one begins at a multiple of eight.
 *
 * @param type what it is about
 * @param data its bytes
 */
public record NegotiateContext(int type, Bytes data) {
  /** Which hash protects the negotiation, 2.2.3.1.1. */
  public static final int PREAUTH_INTEGRITY = 1;

  /** Ciphers, 2.2.3.1.2. */
  public static final int ENCRYPTION = 2;

  /** How messages are signed, 2.2.3.1.7. */
  public static final int SIGNING = 8;

  /** SHA-512, the only hash there is. */
  public static final int SHA_512 = 1;

  /** POLICY: more kinds of contexts than this do not exist. */
  static final int MOST = 32;

  private static final int HEADER = 8;

  /** A context for one choice: number 1 (2), choice (2). */
  public static NegotiateContext choice(int type, int choice) {
    WireWriter writer = Raw.writer(4).u16(1).u16(choice);
    return new NegotiateContext(type, writer.toBytes());
  }

  /** A context for SHA-512: number 1 (2), length of the salt (2), 1 (2), salt. */
  public static NegotiateContext preauth(Bytes salt) {
    WireWriter writer = Raw.writer(64).u16(1).u16(salt.length()).u16(SHA_512).bytes(salt);
    return new NegotiateContext(PREAUTH_INTEGRITY, writer.toBytes());
  }

  /** The choices in the data, in their order: a number of them (2), each (2). */
  public List<Integer> choices() throws WireFormatException {
    WireReader reader = Raw.reader(data.asByteBuffer());
    int count = reader.u16("Count");
    if (type == PREAUTH_INTEGRITY) {
      reader.u16("SaltLength");
    }
    reader.need("Choices", 2L * count);
    List<Integer> choices = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      choices.add(reader.u16("Choice"));
    }
    return choices;
  }

  static List<NegotiateContext> readAll(ByteBuffer message, long offset, int count)
      throws WireFormatException {
    if (count > MOST) {
      throw new WireFormatException("NegotiateContextCount", offset, count + " is too many");
    }
    List<NegotiateContext> contexts = new ArrayList<>();
    long next = offset;
    for (int i = 0; i < count; i++) {
      WireReader reader = Raw.reader(Raw.part("NegotiateContext", message, next, HEADER));
      int type = reader.u16("ContextType");
      int length = reader.u16("DataLength");
      ByteBuffer data = Raw.part("Data", message, next + HEADER, length);
      contexts.add(new NegotiateContext(type, Bytes.copyOf(data)));
      next += HEADER + (length + 7 & ~7);
    }
    return contexts;
  }

  static void writeAll(List<NegotiateContext> contexts, WireWriter writer) {
    for (NegotiateContext context : contexts) {
      Raw.padTo8(writer);
      writer.u16(context.type).u16(context.data.length()).u32(0).bytes(context.data);
    }
  }
}
