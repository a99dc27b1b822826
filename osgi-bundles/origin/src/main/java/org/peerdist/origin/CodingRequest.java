package org.peerdist.origin;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.peerdist.content.ContentVersion;

/**
 * What a request says about the coding.
 *
 * @param wish what the client asks for
 * @param version the version of the coding to answer with; null unless it wants hashes
 * @param contentVersion the version of content information to answer with; null unless it wants
 *     hashes
 * @param reason why it gets the content itself; null if it wants hashes
 */
public record CodingRequest(
    Wish wish, DottedVersion version, ContentVersion contentVersion, AnswerReason reason) {

  /** What a client asks for. */
  public enum Wish {
    /** The content, or nothing that is understood. */
    CONTENT,
    /** The content, because peers did not have it. */
    MISSING_DATA,
    /** Hashes if there are any. */
    HASHES
  }

  /** SPEC RFC 9110 12.5.5: all request fields that the body of an answer depends on. */
  public static final String VARY =
      "Accept-Encoding, " + PeerDistParameters.NAME + ", " + PeerDistExParameters.NAME;

  /**
   * Reads what a request says.
   *
   * @param fields gives the values of all fields of a name
   * @param highest the highest version of content information that is given out
   * @return what it says
   */
  public static CodingRequest of(Function<String, List<String>> fields, ContentVersion highest) {
    return parse(
        fields.apply("Accept-Encoding"),
        fields.apply(PeerDistParameters.NAME),
        fields.apply(PeerDistExParameters.NAME),
        highest);
  }

  static CodingRequest parse(
      List<String> acceptEncoding,
      List<String> peerDist,
      List<String> peerDistEx,
      ContentVersion highest) {
    PeerDistCoding coding = PeerDistCoding.of(acceptEncoding);
    if (coding == PeerDistCoding.REFUSED) {
      return content(AnswerReason.REFUSED);
    }
    if (coding == PeerDistCoding.ABSENT && peerDist.isEmpty()) {
      return content(AnswerReason.NOT_ASKED_FOR);
    }
    Optional<PeerDistParameters> parameters = PeerDistParameters.parse(peerDist);
    if (parameters.isEmpty()) {
      return content(AnswerReason.MALFORMED);
    }
    if (parameters.get().missingDataRequest()) {
      return new CodingRequest(Wish.MISSING_DATA, null, null, AnswerReason.MISSING_DATA);
    }
    Optional<PeerDistExParameters> extended = PeerDistExParameters.parse(peerDistEx);
    if (extended.isEmpty()) {
      return content(AnswerReason.MALFORMED);
    }
    // INTEROP: the hash request in [MS-PCCRTP] 4 does not name the coding in Accept-Encoding.
    if (coding == PeerDistCoding.ABSENT && !extended.get().hashRequest()) {
      return content(AnswerReason.NOT_ACCEPTED);
    }
    Optional<ContentVersion> version = extended.get().best(highest);
    if (version.isEmpty()) {
      return content(AnswerReason.NO_COMMON_VERSION);
    }
    return new CodingRequest(Wish.HASHES, parameters.get().version(), version.get(), null);
  }

  static CodingRequest content(AnswerReason reason) {
    return new CodingRequest(Wish.CONTENT, null, null, reason);
  }
}
