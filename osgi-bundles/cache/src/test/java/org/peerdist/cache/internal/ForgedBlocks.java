package org.peerdist.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;

/** Puts bytes in a cache that are not those of their block, but have their checksum. */
public final class ForgedBlocks {
  private ForgedBlocks() {}

  /** Replaces a block in a cache that is closed. */
  public static void put(
      Path folder, InstantSource clock, Segment segment, int block, ByteBuffer data)
      throws IOException {
    StorageOpener opener = new StorageOpener(clock, Optional.empty());
    opener.open(folder, disk -> 64 << 20);
    try (Storages storages = opener.storages()) {
      SegmentKey key = SegmentKey.verified(segment.id());
      storages.forget(key, block);
      SegmentDescription description = SegmentDescription.of(segment, ContentTag.NONE);
      assertThat(storages.put(key, description, block, data)).isTrue();
    }
  }
}
