package org.peerdist.discovery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

/** What a peer has of the segments that a probe asked for, in the form of the probe. */
public sealed interface Availability {
  /**
   * The form of the probe that is answered.
   *
   * @return form 1 or 2
   */
  ContentVersion form();

  /**
   * What is said about the segments of a probe; whatever it did not ask for is left out.
   *
   * @param probe the probe that is answered
   * @return those that the peer has something of; none if the forms differ
   */
  List<FoundSegment> of(Probe probe);

  /**
   * Form 1: the number of blocks ([MS-PCCRD] 2.2.3.9).
   *
   * @param blocks the number of blocks of each segment, 0 or more, in the order of the message
   */
  record BlockCounts(Map<SegmentId, Integer> blocks) implements Availability {
    public BlockCounts {
      blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
      if (blocks.values().stream().anyMatch(count -> count < 0)) {
        throw new IllegalArgumentException("block counts " + blocks.values());
      }
    }

    @Override
    public ContentVersion form() {
      return ContentVersion.V1;
    }

    /** POLICY: a segment has at most 512 blocks; who says more is taken to have them all. */
    @Override
    public List<FoundSegment> of(Probe probe) {
      List<FoundSegment> found = new ArrayList<>();
      for (SegmentId id : probe.segments()) {
        int count = Math.min(512, blocks.getOrDefault(id, 0));
        if (count > 0 && probe.form() == form()) {
          found.add(new FoundSegment(id, OptionalInt.of(count), false));
        }
      }
      return found;
    }
  }

  /**
   * Form 2: two bits a segment, in the order of the probe ([MS-PCCRD] 2.2.3.3).
   *
   * @param states what there is of each segment. What was read may have up to three states more
   *     than the probe has segments, because bits come in bytes
   * @param ages the age of segments as [MS-PCCRR] 2.2.6.1 has it, or no bytes. It is not looked
   *     into
   */
  record SegmentStates(List<State> states, Bytes ages) implements Availability {
    public SegmentStates {
      states = List.copyOf(states);
    }

    @Override
    public ContentVersion form() {
      return ContentVersion.V2;
    }

    @Override
    public List<FoundSegment> of(Probe probe) {
      List<FoundSegment> found = new ArrayList<>();
      int count = probe.form() == form() ? Math.min(states.size(), probe.segments().size()) : 0;
      for (int i = 0; i < count; i++) {
        if (states.get(i) != State.NONE) {
          boolean complete = states.get(i) == State.COMPLETE;
          found.add(new FoundSegment(probe.segments().get(i), OptionalInt.empty(), complete));
        }
      }
      return found;
    }
  }

  /** What there is of a segment. */
  enum State {
    /** No block. */
    NONE,
    /** Some blocks. */
    PARTIAL,
    /** All blocks. */
    COMPLETE
  }
}
