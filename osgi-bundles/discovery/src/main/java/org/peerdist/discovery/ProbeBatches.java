package org.peerdist.discovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;

/** Distributes segments over few probes. */
final class ProbeBatches {
  /**
   * POLICY: the length of a datagram that usual links carry in one piece, tunnels with an MTU of
   * 1,400 included. Multicast that is lost in the air is not sent again, and a datagram in pieces
   * is lost with any of them.
   */
  static final int UNFRAGMENTED = 1352;

  /**
   * POLICY: the length where many segments are asked for, because many datagrams get lost in full
   * buffers. 4,096 bytes is what DPWS ("MAX_UDP_ENVELOPE_SIZE"), whose implementation the peers of
   * Windows use, asks of every device.
   */
  static final int LONG = 4096;

  /** POLICY: up to so many datagrams in one piece each, rather than fewer long ones. */
  private static final int FEW = 4;

  /** The length of a message with no segments, and a little more: tests hold it to account. */
  private static final int PROBE_ENVELOPE = 770;

  private static final int MATCH_ENVELOPE = 1500;

  private ProbeBatches() {}

  /** Probes for all the ids, with segments in the order in which they came. */
  static List<Probe> split(
      Collection<SegmentId> ids, ContentVersion form, Supplier<String> messageIds) {
    Map<Integer, List<SegmentId>> bySize = new LinkedHashMap<>();
    for (SegmentId id : ids) {
      bySize.computeIfAbsent(id.value().length(), size -> new ArrayList<>()).add(id);
    }
    List<Probe> probes = new ArrayList<>();
    bySize.forEach(
        (size, same) -> {
          for (List<SegmentId> some : parts(same, perProbe(size, same.size(), form))) {
            probes.add(new Probe(messageIds.get(), form, some));
          }
        });
    return probes;
  }

  private static int perProbe(int size, int count, ContentVersion form) {
    int few = idsIn(UNFRAGMENTED - PROBE_ENVELOPE, size, form);
    return count <= FEW * few ? few : idsIn(LONG - PROBE_ENVELOPE, size, form);
  }

  private static int idsIn(int length, int size, ContentVersion form) {
    return switch (form) {
      // Two digits a byte and a space; the answer, too, has to be short enough.
      case V1 -> Math.min(length / (2 * size + 1), perAnswer(size));
      // Base64 makes 4 of 3 bytes.
      case V2 -> Math.min((length / 4 * 3 - 3) / size, Probe.MAX_SEGMENTS_V2);
    };
  }

  /** How many segments an answer of form 1 has, with two digits a byte, a space and a count. */
  static int perAnswer(int size) {
    return (LONG - MATCH_ENVELOPE) / (2 * size + 1 + 8);
  }

  static <T> List<List<T>> parts(List<T> all, int most) {
    List<List<T>> parts = new ArrayList<>();
    for (int i = 0; i < all.size(); i += most) {
      parts.add(all.subList(i, Math.min(all.size(), i + most)));
    }
    return parts;
  }
}
