package org.peerdist.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.peerdist.cache.CacheInUseException;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.BlockStore;
import org.peerdist.client.DownloadLog;
import org.peerdist.client.PeerDistClient;
import org.peerdist.launcher.internal.SharedCacheStore;

/** The content cache of a command: its own, that of the peer that runs beside it, or none. */
final class OwnCache implements AutoCloseable {
  /** POLICY: a peer that does not answer for so long is done without. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Optional<ContentCache> opened;
  private final Optional<SharedCacheStore> shared;

  private OwnCache(Optional<ContentCache> opened, Optional<SharedCacheStore> shared) {
    this.opened = opened;
    this.shared = shared;
  }

  /**
   * Opens the cache, or connects to the process that has it open. That neither works is no reason
   * not to download, and is told to the user.
   */
  static OwnCache open(OwnCacheOptions options) throws IOException {
    try {
      return new OwnCache(Optional.of(options.open()), Optional.empty());
    } catch (CacheInUseException e) {
      return new OwnCache(Optional.empty(), share(options, e));
    }
  }

  private static Optional<SharedCacheStore> share(
      OwnCacheOptions options, CacheInUseException inUse) throws IOException {
    try {
      return Optional.of(SharedCacheStore.connect(options.socket(), PATIENCE));
    } catch (IOException e) {
      System.err.println("peerdist: " + inUse.getMessage() + "; going on without a cache");
      return Optional.empty();
    }
  }

  BlockStore store() {
    return opened.map(BlockStore::of).or(() -> shared).orElse(BlockStore.NONE);
  }

  /** The cache, if it is open in this process. */
  Optional<ContentCache> opened() {
    return opened;
  }

  /** Whether a peer that runs beside this command gives the cache to others already. */
  boolean isShared() {
    return shared.isPresent();
  }

  /** Where that peer gives the cache to others. */
  Optional<InetSocketAddress> sharedAt() {
    return shared.map(store -> store.host().retrieval());
  }

  /** Has a client share its downloads with other machines, which know that peer. */
  void introduce(PeerDistClient client) {
    shared
        .filter(store -> !store.host().service().isEmpty())
        .ifPresent(store -> client.offeredAs(store.host().service(), store::announce));
  }

  /** Tells that peer that a download begins. */
  void begin() {
    shared.ifPresent(SharedCacheStore::begin);
  }

  /** Tells that peer what was fetched, for its page. */
  void tell(DownloadLog downloads) {
    shared.ifPresent(peer -> downloads.entries().forEach(peer::tell));
  }

  @Override
  public void close() throws IOException {
    shared.ifPresent(SharedCacheStore::close);
    if (opened.isPresent()) {
      opened.get().close();
    }
  }
}
