package org.peerdist.smb.login;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * The first token of SPNEGO, NegTokenInit of RFC 4178 4.2.1 in its GSS-API frame, DER.
 *
 * @param mechanisms the object ids of the ways to log in, the best first
 * @param list the mechanisms as they travelled, which a code protects
 * @param token of the first mechanism, perhaps empty
 */
record SpnegoInit(List<Bytes> mechanisms, Bytes list, Bytes token) {
  /** The tag of the frame. */
  static final int FRAME = 0x60;

  /** 1.3.6.1.5.5.2. */
  static final Bytes SPNEGO = Bytes.ofHex("2b0601050502");

  /** 1.3.6.1.4.1.311.2.2.10. */
  static final Bytes NTLM = Bytes.ofHex("2b06010401823702020a");

  /** POLICY: there are less than ten mechanisms in the world. */
  private static final int MOST = 32;

  SpnegoInit {
    mechanisms = List.copyOf(mechanisms);
  }

  /** What the server begins with: NTLM is all there is. */
  static Bytes ofServer() {
    Bytes list = Der.write(Der.SEQUENCE, Der.write(Der.OID, NTLM));
    Bytes init = Der.write(Der.SEQUENCE, Der.write(Der.field(0), list));
    return Der.write(FRAME, Der.write(Der.OID, SPNEGO), Der.write(Der.field(0), init));
  }

  static SpnegoInit read(Bytes bytes) throws WireFormatException {
    WireReader frame = Der.read("InitialContextToken", FRAME, Der.reader(bytes));
    Bytes mechanism = Der.rest("thisMech", Der.read("thisMech", Der.OID, frame));
    if (!mechanism.equals(SPNEGO)) {
      throw new WireFormatException("thisMech", 0, mechanism + " is not SPNEGO");
    }
    WireReader choice = Der.read("NegotiationToken", Der.field(0), frame);
    WireReader fields = Der.read("NegTokenInit", Der.SEQUENCE, choice);
    Bytes list = Bytes.EMPTY;
    Bytes token = Bytes.EMPTY;
    while (fields.remaining() > 0) {
      int tag = fields.u8("field");
      WireReader contents = Der.contents("field", fields);
      if (tag == Der.field(0)) {
        list = Der.rest("mechTypes", contents);
      } else if (tag == Der.field(2)) {
        token = Der.rest("mechToken", Der.read("mechToken", Der.OCTETS, contents));
      }
    }
    return new SpnegoInit(mechanisms(list), list, token);
  }

  private static List<Bytes> mechanisms(Bytes list) throws WireFormatException {
    List<Bytes> mechanisms = new ArrayList<>();
    WireReader reader = Der.read("mechTypes", Der.SEQUENCE, Der.reader(list));
    while (reader.remaining() > 0 && mechanisms.size() < MOST) {
      mechanisms.add(Der.rest("mechType", Der.read("mechType", Der.OID, reader)));
    }
    return mechanisms;
  }

  /** The list that a code is over. */
  ByteBuffer protectedList() {
    return list.asByteBuffer();
  }
}
