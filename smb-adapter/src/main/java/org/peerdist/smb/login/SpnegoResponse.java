package org.peerdist.smb.login;

import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * A further token of SPNEGO, NegTokenResp of RFC 4178 4.2.2, DER: state, mechanism, token, code
 * over the list of mechanisms; each may be left out.
 *
 * @param state how far the login is, -1 if it does not say
 * @param mechanism the one that was chosen, or empty
 * @param token of the mechanism, or empty
 * @param code over the list of mechanisms, or empty
 */
record SpnegoResponse(int state, Bytes mechanism, Bytes token, Bytes code) {
  static final int COMPLETED = 0;
  static final int INCOMPLETE = 1;
  static final int REQUEST_CODE = 3;

  static SpnegoResponse read(Bytes bytes) throws WireFormatException {
    WireReader choice = Der.read("NegotiationToken", Der.field(1), Der.reader(bytes));
    WireReader fields = Der.read("NegTokenResp", Der.SEQUENCE, choice);
    int state = -1;
    Bytes mechanism = Bytes.EMPTY;
    Bytes token = Bytes.EMPTY;
    Bytes code = Bytes.EMPTY;
    while (fields.remaining() > 0) {
      int number = fields.u8("field") - Der.field(0);
      WireReader contents = Der.contents("field", fields);
      switch (number) {
        case 0 -> state = Der.read("negState", Der.ENUMERATED, contents).u8("negState");
        case 1 -> mechanism = Der.rest("supportedMech", contents);
        case 2 -> token = octets("responseToken", contents);
        case 3 -> code = octets("mechListMIC", contents);
        default -> throw new WireFormatException("field", fields.offset(), "unknown");
      }
    }
    return new SpnegoResponse(state, mechanism, token, code);
  }

  private static Bytes octets(String field, WireReader contents) throws WireFormatException {
    return Der.rest(field, Der.read(field, Der.OCTETS, contents));
  }

  Bytes toBytes() {
    Bytes fields =
        Der.write(
            Der.SEQUENCE,
            field(0, Der.ENUMERATED, Bytes.copyOf(new byte[] {(byte) state})),
            field(1, Der.OID, mechanism),
            field(2, Der.OCTETS, token),
            field(3, Der.OCTETS, code));
    return Der.write(Der.field(1), fields);
  }

  private static Bytes field(int number, int tag, Bytes contents) {
    return contents.length() == 0
        ? Bytes.EMPTY
        : Der.write(Der.field(number), Der.write(tag, contents));
  }
}
