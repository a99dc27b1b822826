package org.peerdist.smb.server.internal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.peerdist.smb.files.FileTree;
import org.peerdist.smb.login.LoginPolicy;
import org.peerdist.smb.login.NtHash;
import org.peerdist.smb.protocol.NegotiateRequest;
import org.peerdist.smb.server.HashPublisher;
import org.peerdist.smb.server.Share;
import org.peerdist.smb.server.ShareServerOptions;
import org.peerdist.smb.server.UserStore;
import org.peerdist.wire.Bytes;

/**
 * What all conversations have in common.
 *
 * @param options how the server behaves
 * @param shares by their names in lower case
 * @param hashes where hashes come from
 * @param login who may come in
 * @param memory for frames
 * @param turns at files that are elsewhere
 * @param delays of failed logins
 * @param sessions of all connections
 * @param watches over folders
 * @param locks that are waited for
 * @param guid of this server
 * @param random for ids and salts
 * @param clock what time it is
 */
public record Service(
    ShareServerOptions options,
    Map<String, Share> shares,
    HashPublisher hashes,
    LoginPolicy login,
    Budget memory,
    Map<FileTree, Budget> turns,
    LoginDelays delays,
    Sessions sessions,
    FolderWatches watches,
    LockWaiters locks,
    Bytes guid,
    SecureRandom random,
    Clock clock) {
  private static final Instant EPOCH_OF_WINDOWS = Instant.parse("1601-01-01T00:00:00Z");
  private static final int CHALLENGE_LENGTH = 8;

  /** Makes the service of a server. */
  public static Service of(
      ShareServerOptions options, Collection<Share> shares, UserStore users, HashPublisher hashes) {
    Map<String, Share> byName = new LinkedHashMap<>();
    for (Share share : shares) {
      if (byName.put(share.name().toLowerCase(Locale.ROOT), share) != null) {
        throw new IllegalArgumentException("two shares with the name " + share.name());
      }
    }
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
    LoginPolicy login =
        new LoginPolicy(
            options.name(),
            user -> users.ntHash(user).map(NtHash::new),
            options.guests() && !options.signing() && !options.encryption(),
            () -> bytes(random, CHALLENGE_LENGTH),
            () -> windowsTime(clock));
    return new Service(
        options,
        byName,
        hashes,
        login,
        new Budget(options.memory()),
        turns(shares),
        new LoginDelays(),
        new Sessions(random),
        new FolderWatches(),
        new LockWaiters(),
        bytes(random, NegotiateRequest.GUID_LENGTH),
        random,
        clock);
  }

  private static Map<FileTree, Budget> turns(Collection<Share> shares) {
    Map<FileTree, Budget> turns = new HashMap<>();
    for (Share share : shares) {
      FileTree files = share.files();
      if (files.waiters() > 0) {
        turns.put(files, new Budget(files.waiters()));
      }
    }
    return turns;
  }

  /** How many threads it takes, so that there are some whatever files are away. */
  int workers() {
    return options.workers() + turns.keySet().stream().mapToInt(tree -> 2 * tree.waiters()).sum();
  }

  /** Random bytes. */
  Bytes bytes(int length) {
    return bytes(random, length);
  }

  private static Bytes bytes(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.copyOf(bytes);
  }

  /** Now, in 100 ns since 1601. */
  long windowsTime() {
    return windowsTime(clock);
  }

  private static long windowsTime(Clock clock) {
    Instant now = clock.instant();
    long seconds = now.getEpochSecond() - EPOCH_OF_WINDOWS.getEpochSecond();
    return TimeUnit.SECONDS.toMillis(seconds) * 10_000 + now.getNano() / 100;
  }

  void close() {
    watches.close();
  }
}
