package org.peerdist.smb.login;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.peerdist.smb.protocol.Hmac;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/** The computations of NTLM version 2, [MS-NLMP] 3.3.2 and 3.4. */
final class NtlmV2 {
  /** Bytes of the proof in front of an NT response; a response of version 1 has 24 in all. */
  static final int PROOF_LENGTH = 16;

  private static final int BEFORE_INFO = 28;

  private NtlmV2() {}

  /** "NTOWFv2": what an answer is computed with. */
  static byte[] responseKey(NtHash hash, String user, String domain) {
    // Letter by letter, as Windows does: a letter that has no single capital stays as it is.
    String capitals =
        user.chars()
            .map(Character::toUpperCase)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String identity = capitals + domain;
    return hmac(
        hash.value().toByteArray(), ByteBuffer.wrap(identity.getBytes(StandardCharsets.UTF_16LE)));
  }

  /** The proof that whoever made the rest of a response has the response key. */
  static byte[] proof(byte[] responseKey, Bytes challenge, ByteBuffer rest) {
    return hmac(responseKey, challenge.asByteBuffer(), rest);
  }

  /** The key of a session in which no keys are exchanged. */
  static byte[] baseKey(byte[] responseKey, byte[] proof) {
    return hmac(responseKey, ByteBuffer.wrap(proof));
  }

  /** The client's copy of the information in a response, behind the proof. */
  static TargetInfo info(ByteBuffer rest) throws WireFormatException {
    WireReader reader = WireReader.of(rest, ByteOrder.LITTLE_ENDIAN);
    reader.skip("NTLMv2_CLIENT_CHALLENGE", BEFORE_INFO);
    return TargetInfo.read(reader.view("AvPairs", reader.remaining()));
  }

  static byte[] rc4(byte[] key, byte[] input) {
    RC4Engine engine = new RC4Engine();
    engine.init(true, new KeyParameter(key));
    byte[] output = new byte[input.length];
    engine.processBytes(input, 0, input.length, output, 0);
    return output;
  }

  static byte[] hmac(byte[] key, ByteBuffer... parts) {
    Mac mac = Hmac.of("HmacMD5", key);
    for (ByteBuffer part : parts) {
      mac.update(part.duplicate());
    }
    return mac.doFinal();
  }
}
