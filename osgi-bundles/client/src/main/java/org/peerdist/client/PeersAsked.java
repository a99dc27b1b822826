package org.peerdist.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peerdist.api.SourceKind;
import org.peerdist.client.PeerAnswer.Failure;

/**
 * What those of one kind did who were asked.
 *
 * @param kind peers, named or found, or hosted caches
 * @param known how many there are: those that answered the probes, or that were asked
 * @param gave how many of them gave a block or more
 * @param failed the names of those that failed in some way, however often, and whatever they gave
 */
public record PeersAsked(SourceKind kind, int known, int gave, Map<Failure, List<String>> failed)
    implements DownloadReason {
  /** POLICY: so many names are told. */
  private static final int MOST_NAMES = 2;

  /** Keeps its own copy. */
  public PeersAsked {
    Map<Failure, List<String>> copy = new TreeMap<>();
    failed.forEach((failure, names) -> copy.put(failure, List.copyOf(names)));
    failed = Collections.unmodifiableMap(copy);
  }

  @Override
  public String code() {
    return switch (kind) {
      case NAMED_PEER -> "namedPeers";
      case HOSTED_CACHE -> "hostedCache";
      case DISCOVERED_PEER -> known == 0 ? "noPeerAnswered" : "peersAnswered";
      case CACHE, ORIGIN -> throw new IllegalStateException(kind + " is no peer");
    };
  }

  @Override
  public String text() {
    if (known == 0) {
      return "no peer answered the probe";
    }
    List<String> parts = new ArrayList<>();
    parts.add(who() + ", " + (gave == 0 ? "none" : gave) + " had it");
    failed.forEach((failure, names) -> parts.add(names.size() + " " + fate(failure) + some(names)));
    return String.join("; ", parts);
  }

  private String who() {
    String plural = known == 1 ? "" : "s";
    return switch (kind) {
      case NAMED_PEER -> known + " named peer" + plural + " asked";
      case HOSTED_CACHE -> known + " hosted cache" + plural + " asked";
      default -> known + " peer" + plural + " answered";
    };
  }

  private static String fate(Failure failure) {
    return switch (failure) {
      case BUSY -> "busy";
      case REFUSED -> "not reached";
      case SILENT -> "silent";
      case MALFORMED -> "malformed answer";
      case CORRUPT -> "dropped: bad block";
    };
  }

  private static String some(List<String> names) {
    String told = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    return " (" + told + (names.size() > MOST_NAMES ? ", …)" : ")");
  }
}
