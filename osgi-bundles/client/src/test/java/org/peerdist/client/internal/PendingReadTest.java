package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.peerdist.api.ReadResult;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;

/** What a read is told to be missing. */
class PendingReadTest {
  private static final long BLOCK = 64 << 10;

  private final ContentInformation information =
      TestContent.of(ContentVersion.V1, 1 << 20, 3).information();

  /** Where the blocks start that nobody has. */
  private final Set<Long> lacking = new HashSet<>();

  /** It starts within the second block, and ends within the seventh. */
  private final PendingRead read =
      new PendingRead(
          ContentRange.ofEnd(BLOCK + 1, 6 * BLOCK + 1),
          BlockPlace.of(information, BLOCK + 1).orElseThrow(),
          0,
          new CompletableFuture<>());

  private void lack(int... blocks) {
    for (int block : blocks) {
      lacking.add(block * BLOCK);
    }
  }

  private Optional<ReadResult> later() {
    return read.missingLater(information, lacking::contains);
  }

  private static ReadResult blocks(int first, int after) {
    return new ReadResult.Missing(ContentRange.ofEnd(first * BLOCK, after * BLOCK), false);
  }

  @Test
  void missing_isTheFirstBlock_andThoseAfterIt() {
    lack(1, 2, 3, 5);
    assertThat(read.missing(information, lacking::contains, false)).isEqualTo(blocks(1, 4));
  }

  @Test
  void missingLater_isTheFirstRowBehindTheFirstBlock() {
    lack(3, 4, 6);
    assertThat(later()).contains(blocks(3, 5));
  }

  @Test
  void missingLater_atTheEndOfWhatIsRead_isAllOfItsLastBlock() {
    lack(6, 7);
    assertThat(later()).contains(blocks(6, 7));
  }

  @Test
  void missingLater_whereOnlyOtherBlocksAreLacking_isNothing() {
    lack(0, 1, 7, 8);
    assertThat(later()).isEmpty();
  }
}
