package org.peerdist.origin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.peerdist.content.ContentVersion;

/**
 * The header field {@code X-P2P-PeerDistEx} of a request ([MS-PCCRTP] 2.2).
 *
 * <pre>
 * MinContentInformation=1.0, MaxContentInformation=1.0|2.0[, HashRequest=true]
 * </pre>
 *
 * @param min the lowest version of content information that the client knows
 * @param max the highest
 * @param hashRequest whether the client has the content, and asks for its hashes only
 */
record PeerDistExParameters(DottedVersion min, DottedVersion max, boolean hashRequest) {
  static final String NAME = "X-P2P-PeerDistEx";

  /** SPEC [MS-PCCRTP] 3.2.5.1: without the field, version 1.0. */
  private static final PeerDistExParameters ABSENT =
      new PeerDistExParameters(DottedVersion.V1_0, DottedVersion.V1_0, false);

  /**
   * Reads the field.
   *
   * @param fields the values of all fields of this name
   * @return what it says, or what its absence says; nothing if its versions are not from 1.0 to
   *     2.0, or it is nonsense
   */
  static Optional<PeerDistExParameters> parse(List<String> fields) {
    if (fields.isEmpty()) {
      return Optional.of(ABSENT);
    }
    Optional<Map<String, String>> parsed = ParameterList.parse(fields);
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> parameters = parsed.get();
    String least = parameters.get("mincontentinformation");
    String most = parameters.get("maxcontentinformation");
    if ((least == null) != (most == null)) {
      return Optional.empty();
    }
    Optional<DottedVersion> min = version(least);
    Optional<DottedVersion> max = version(most);
    Optional<Boolean> hash = Flag.parse(parameters.getOrDefault("hashrequest", "false"));
    if (min.isEmpty() || max.isEmpty() || hash.isEmpty() || min.get().compareTo(max.get()) > 0) {
      return Optional.empty();
    }
    return Optional.of(new PeerDistExParameters(min.get(), max.get(), hash.get()));
  }

  private static Optional<DottedVersion> version(String text) {
    return text == null
        ? Optional.of(DottedVersion.V1_0)
        : DottedVersion.parse(text)
            .filter(known -> known.isWithin(DottedVersion.V1_0, DottedVersion.V2_0));
  }

  /**
   * The version to answer with.
   *
   * @param highest the highest version that is given out
   * @return the highest version that both know, or nothing
   */
  Optional<ContentVersion> best(ContentVersion highest) {
    if (highest == ContentVersion.V2 && DottedVersion.V2_0.isWithin(min, max)) {
      return Optional.of(ContentVersion.V2);
    }
    return DottedVersion.V1_0.isWithin(min, max)
        ? Optional.of(ContentVersion.V1)
        : Optional.empty();
  }
}
