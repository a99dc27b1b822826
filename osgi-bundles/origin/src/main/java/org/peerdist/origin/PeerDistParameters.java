package org.peerdist.origin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The header field {@code X-P2P-PeerDist} of a request ([MS-PCCRTP] 2.2).
 *
 * <pre>
 * Version=1.0|1.1[, MissingDataRequest=true]
 * </pre>
 *
 * @param version the highest version of the coding that the client knows
 * @param missingDataRequest whether the client asks because its peers did not have the data
 */
record PeerDistParameters(DottedVersion version, boolean missingDataRequest) {
  static final String NAME = "X-P2P-PeerDist";

  /**
   * Reads the field.
   *
   * @param fields the values of all fields of this name
   * @return nothing if there is no field, or none with a known version, or one with nonsense
   */
  static Optional<PeerDistParameters> parse(List<String> fields) {
    Map<String, String> parameters = ParameterList.parse(fields).orElse(Map.of());
    Optional<DottedVersion> version =
        Optional.ofNullable(parameters.get("version"))
            .flatMap(DottedVersion::parse)
            .filter(known -> known.isWithin(DottedVersion.V1_0, DottedVersion.V1_1));
    Optional<Boolean> missing = Flag.parse(parameters.getOrDefault("missingdatarequest", "false"));
    if (version.isEmpty() || missing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new PeerDistParameters(version.get(), missing.get()));
  }
}
