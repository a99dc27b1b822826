package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.peerdist.api.ContentStatistics;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.ReadResult;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.SourceKind;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadLog;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

/** Many users of the API that read the same content at the same moment. */
class SharedReadsTest {
  private static final int LENGTH = 12 << 20;
  private static final int CLIENTS = 5;
  private static final int PIECE = 1 << 20;

  /** The line between the branch and the origin does not give everybody everything at once. */
  private static final int AT_ONCE = 4;

  private final TestContent content = TestContent.of(ContentVersion.V2, LENGTH, 11);
  private final StatusSource status = new StatusSource(Availability.AVAILABLE, VersionRange.ALL);
  private final List<Member> members = new ArrayList<>();
  private final AtomicLong fromOrigin = new AtomicLong();
  private final CyclicBarrier everybody = new CyclicBarrier(CLIENTS);

  @AfterEach
  void close() {
    members.forEach(member -> member.session.close());
  }

  /** A machine of the branch: all others see what it has. */
  private final class Member implements Neighbourhood {
    final MemoryStore store = new MemoryStore();
    final ScriptedPeer asPeer;
    final String name;
    final RetrievingSession session;

    Member(int number) {
      name = "client " + number;
      asPeer =
          ScriptedPeer.keeping(name, content, (segment, index) -> store.held(segment).get(index));
      Sources sources =
          new Sources(store, List.of(), List::of, this::find, Offers.NONE, this, RateLimit.NONE);
      session =
          new ContentRetrieval(ClientOptions.defaults(), sources, status, new DownloadLog())
              .openSession();
    }

    private List<BlockPeer> find(List<Segment> segments) {
      List<BlockPeer> found = new ArrayList<>();
      for (Member other : members) {
        if (other != this && segments.stream().anyMatch(s -> !other.store.held(s).isEmpty())) {
          found.add(other.asPeer);
        }
      }
      return found;
    }

    @Override
    public Optional<String> ownService() {
      return Optional.of(name);
    }

    @Override
    public void ask(
        List<Segment> segments,
        Optional<CrowdSigns> signs,
        Duration patience,
        BiConsumer<Neighbour, Set<SegmentId>> listener)
        throws InterruptedException {
      for (Member other : members) {
        Set<SegmentId> held = new HashSet<>();
        for (Segment segment : segments) {
          if (!other.store.held(segment).isEmpty()) {
            held.add(segment.id());
          }
        }
        if (other != this && !held.isEmpty()) {
          listener.accept(
              new Neighbour(other.name, SourceKind.DISCOVERED_PEER, other.asPeer), held);
        }
      }
    }
  }

  /** Reads all, some pieces at once, and brings what is missing. */
  private ContentStatistics read(Member member) throws Exception {
    try (RetrievedContent opened = member.session.openContent(ContentTag.NONE)) {
      opened.addContentInformation(ByteBuffer.wrap(content.encoded()));
      long end = get(opened.completeContentInformation()).end();
      everybody.await(30, TimeUnit.SECONDS);
      // Where the reads under way begin, up to where they are to go.
      TreeMap<Long, Long> pieces = new TreeMap<>();
      TreeMap<Long, CompletableFuture<ReadResult>> reads = new TreeMap<>();
      for (long at = 0; at < end; at += PIECE) {
        pieces.put(at, Math.min(end, at + PIECE));
      }
      boolean met = false;
      boolean crowded = false;
      while (!pieces.isEmpty()) {
        for (long at : pieces.headMap(pieces.firstKey() + AT_ONCE * (long) PIECE).keySet()) {
          long left = pieces.get(at) - at;
          reads.computeIfAbsent(at, from -> opened.read(from, (int) left, Duration.ofSeconds(20)));
        }
        var any = CompletableFuture.anyOf(reads.values().toArray(CompletableFuture[]::new));
        Object unused = any.get(30, TimeUnit.SECONDS);
        long at =
            reads.entrySet().stream().filter(e -> e.getValue().isDone()).findFirst().get().getKey();
        ReadResult result = reads.remove(at).join();
        long to = pieces.remove(at);
        if (result instanceof ReadResult.Data data) {
          int count = data.bytes().remaining();
          assertThat(data.bytes()).isEqualTo(ByteBuffer.wrap(content.bytes(), (int) at, count));
          if (at + count < to) {
            pieces.put(at + count, to);
          }
        } else {
          pieces.put(at, to);
          bring(opened, ((ReadResult.Missing) result).range());
          if (!met) {
            everybody.await(30, TimeUnit.SECONDS); // Now all have something, and nobody has all.
            met = true;
          }
          if (!crowded) {
            crowded = get(opened.isFlashCrowd());
            if (crowded) {
              reads.clear(); // What is missing may be another one's part now.
            }
          }
        }
      }
      return opened.statistics();
    }
  }

  private void bring(RetrievedContent opened, ContentRange range) throws Exception {
    fromOrigin.addAndGet(range.length());
    ByteBuffer bytes = ByteBuffer.wrap(content.bytes(), (int) range.start(), (int) range.length());
    assertThat(get(opened.addData(range.start(), bytes))).isPositive();
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  private List<ContentStatistics> readTogether() {
    for (int i = 0; i < CLIENTS; i++) {
      members.add(new Member(i));
    }
    List<CompletableFuture<ContentStatistics>> all = new ArrayList<>();
    for (Member member : members) {
      all.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return read(member);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              },
              work -> new Thread(work, member.name).start()));
    }
    return all.stream().map(CompletableFuture::join).toList();
  }

  @Test
  void read_whereManyReadTheSame_takeItFromTheOriginFewTimes() {
    for (ContentStatistics one : readTogether()) {
      assertThat(one.added() + one.fromPeers() + one.fromCache()).isGreaterThanOrEqualTo(LENGTH);
      assertThat(one.added()).isLessThan(LENGTH);
      assertThat(one.fromPeers()).isPositive();
    }
    // How much is taken twice is a matter of who gets time when; each for itself, they take it five
    // times.
    assertThat(fromOrigin.get()).isBetween((long) LENGTH, 3L * LENGTH);
  }
}
