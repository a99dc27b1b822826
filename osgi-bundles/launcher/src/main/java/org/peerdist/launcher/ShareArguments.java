package org.peerdist.launcher;

import java.io.IOException;
import java.time.Duration;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;
import org.peerdist.smb.client.SmbOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a share is read. */
final class ShareArguments {
  @Mixin private LoginArguments login;

  @Option(
      names = "--require-signing",
      order = 47,
      description = "For smb URLs: takes only signed answers.")
  private boolean signing;

  @Option(
      names = "--require-encryption",
      order = 48,
      description = {
        "For smb URLs: encrypts everything, which takes SMB 3; without it, only what a server"
            + " wants",
        "to be."
      })
  private boolean encryption;

  @Option(
      names = "--hash-latency",
      paramLabel = "MS",
      order = 49,
      description = {
        "For smb URLs: reads servers that answer in less than so many milliseconds without asking",
        "for hashes; 0 asks always (default: 80)."
      })
  private long latency = SmbOptions.DEFAULT.hashLatency().toMillis();

  @Option(
      names = {"-r", "--recursive"},
      order = 50,
      description = "For smb URLs: fetches a folder with all that is in it; -o names a folder.")
  private boolean recursive;

  static boolean isShare(String url) {
    return url.regionMatches(true, 0, "smb:", 0, 4);
  }

  boolean isRecursive() {
    return recursive;
  }

  SmbLogin login(SmbAddress address) throws CommandFailure, IOException {
    return login.login(address);
  }

  /**
   * The settings.
   *
   * @throws IllegalArgumentException in one sentence, if they can't be
   */
  SmbOptions options() {
    if (latency < 0) {
      throw new IllegalArgumentException("--hash-latency takes milliseconds, not " + latency);
    }
    SmbOptions options = SmbOptions.DEFAULT.withHashLatency(Duration.ofMillis(latency));
    options = signing ? options.withSigning() : options;
    return encryption ? options.withEncryption() : options;
  }
}
