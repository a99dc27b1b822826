package org.peerdist.client.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/** The header fields of a request that wants hashes. */
final class PeerDistHeaders {
  private static final String VERSIONS = "MinContentInformation=1.0, MaxContentInformation=2.0";

  private PeerDistHeaders() {}

  /** SPEC [MS-PCCRTP] 3.1.4: with version 1.1, the versions of content information go along. */
  static Map<String, String> wantHashes() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept-Encoding", "peerdist");
    headers.put("X-P2P-PeerDist", "Version=1.1");
    headers.put("X-P2P-PeerDistEx", VERSIONS);
    return headers;
  }

  /** SPEC [MS-PCCRTP] 3.1.5.1: HashRequest=true after an answer with MakeHashRequest=true. */
  static Map<String, String> repeatForHashes() {
    Map<String, String> headers = wantHashes();
    headers.put("X-P2P-PeerDistEx", VERSIONS + ", HashRequest=true");
    return headers;
  }

  /**
   * SPEC [MS-PCCRTP] 2.2: MissingDataRequest=true says that peers do not have it, and goes without
   * the peerdist coding.
   */
  static Map<String, String> wantContent() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept-Encoding", "identity");
    headers.put("X-P2P-PeerDist", "Version=1.1, MissingDataRequest=true");
    return headers;
  }
}
