package org.peerdist.client.internal;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.peerdist.api.SourceKind;
import org.peerdist.client.BlockStore;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.VerifiedBlock;

/** A block window alone, in virtual time, with peers that say what a test wants. */
abstract class WindowFixture {
  static final long MILLI = 1_000_000;
  static final int BLOCKS = 64;
  static final TestContent CONTENT = TestContent.of(ContentVersion.V1, BLOCKS * 65536, 7);

  final Lanes lanes = new Lanes(32);
  DiscoveryRounds discovery = new DiscoveryRounds(false);
  BlockWindow window;
  int laneNumber = 1;
  long now = 1;

  Lane lane(String name, SourceKind kind) {
    Lane lane = new Lane(laneNumber++, ScriptedPeer.good(name, CONTENT), kind, 8);
    lanes.add(lane);
    return lane;
  }

  void open(int blocksInMemory) {
    BlockPlan plan =
        new BlockPlan(CONTENT.information(), CONTENT.information().range(), BlockStore.NONE);
    window = new BlockWindow(plan, lanes, discovery, blocksInMemory * 65536L);
  }

  Job.Ask ask() {
    return (Job.Ask) window.nextJob(now).orElseThrow();
  }

  OriginRun run() {
    return ((Job.Fetch) window.nextJob(now).orElseThrow()).run();
  }

  static VerifiedBlock block(Slot slot) {
    ByteBuffer data =
        ByteBuffer.wrap(CONTENT.bytes(), (int) slot.range.start(), (int) slot.range.length());
    return slot.segment.segment().verify(slot.index, data).orElseThrow();
  }

  void found(Job.Ask ask) {
    window.found(ask, block(ask.slot()), 0, now);
  }

  /** What a peer gives for {@code count} blocks that it is asked for. */
  void give(int count) {
    for (int i = 0; i < count; i++) {
      now += 10 * MILLI;
      found(ask());
    }
  }

  void hear(Job.Ask ask, int... blocks) {
    BitSet held = new BitSet();
    for (int block : blocks) {
      held.set(block);
    }
    window.held(ask, held);
  }
}
