package org.peerdist.discovery;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/**
 * Writes and reads every kind of message once. That loads the parser, which takes longer than a
 * peer waits for an answer, before the first message comes.
 */
final class Rehearsal {
  private Rehearsal() {}

  static void run() {
    SegmentId id = new SegmentId(Bytes.copyOf(new byte[32]));
    PeerEndpoint endpoint = new PeerEndpoint(InetAddress.getLoopbackAddress(), 1);
    ProbeMatch.Sender sender = new ProbeMatch.Sender(Prober.newMessageId(), 1, 1);
    List<Availability> answers =
        List.of(
            new Availability.BlockCounts(Map.of(id, 1)),
            new Availability.SegmentStates(
                List.of(Availability.State.COMPLETE), SegmentAges.write(Collections.emptyList())));
    try {
      for (Availability answer : answers) {
        Probe probe = new Probe(Prober.newMessageId(), answer.form(), List.of(id));
        Probe.read(probe.write().asByteBuffer());
        ProbeMatch match = new ProbeMatch(probe.messageId(), "", List.of(endpoint), answer);
        ProbeMatch.read(match.write(sender).asByteBuffer());
      }
    } catch (WireFormatException e) {
      throw new IllegalStateException("a message of our own can't be read", e);
    }
  }
}
