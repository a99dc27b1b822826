package org.peerdist.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.launcher.internal.ServiceRun;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.publication.HashLevel;
import org.peerdist.smb.publication.HashPolicy;
import org.peerdist.smb.server.ShareServerOptions;
import org.peerdist.smb.server.UserStore;
import org.peerdist.smb.service.ShareService;
import org.peerdist.smb.service.ShareSettings;
import org.peerdist.smb.service.SharedFolder;
import org.peerdist.smb.service.SharedRemote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shares folders over SMB, with hashes. */
@Command(
    name = "share",
    description = {
      "Shares folders over SMB 2.1 to 3.1.1, with hashes for clients that ask for them.",
      "Prints 'ready smb://HOST:PORT/NAME' for each when it accepts connections, and runs until"
          + " SIGINT or SIGTERM. Users are made with 'peerdist share-user'."
    })
final class ShareCommand extends Subcommand {
  private static final Logger LOG = LoggerFactory.getLogger(ShareCommand.class);

  /** POLICY: so long a start waits for the hashes of all files, as that of an HTTP origin does. */
  private static final Duration PUBLISHING_AT_START = Duration.ofSeconds(2);

  @Parameters(
      paramLabel = "NAME=DIR",
      arity = "1..*",
      description = {
        "A share and its folder; or NAME=smb://[USER@]HOST/SHARE[/FOLDER], a folder of another"
            + " server, which all clients use as that user."
      })
  private List<String> named;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = HostAndPort.Converter.class,
      order = 1,
      description = {
        "Where to listen (default: 127.0.0.1:4450; Windows connects to port 445 only)."
      })
  private HostAndPort listen = new HostAndPort("127.0.0.1", 4450);

  @Option(
      names = "--user",
      paramLabel = "NAME",
      order = 2,
      description = "A user who may log in; can be repeated (default: all that share-user made).")
  private List<String> users = List.of();

  @Option(names = "--guest", order = 3, description = "Lets everybody read, without a password.")
  private boolean guest;

  @Option(names = "--read-only", order = 4, description = "Lets nobody change anything.")
  private boolean readOnly;

  @Option(
      names = "--require-signing",
      order = 5,
      description = "Talks only to clients that sign; guests can't.")
  private boolean signing;

  @Option(
      names = "--require-encryption",
      order = 6,
      description = "Talks only to clients that encrypt, which takes SMB 3; guests can't.")
  private boolean encryption;

  @Option(
      names = "--publish",
      order = 10,
      description = "Hashes all files at the start, and files when they change.")
  private boolean publish;

  @Option(
      names = "--hash-publication",
      paramLabel = "none|enabled|all",
      order = 11,
      description = "Which shares give hashes; enabled: those of --hash-share (default: all).")
  private String level = "all";

  @Option(
      names = "--hash-share",
      paramLabel = "NAME",
      order = 12,
      description = "A share that gives hashes with --hash-publication enabled; can be repeated.")
  private List<String> hashShares = List.of();

  @Option(
      names = "--content-version",
      paramLabel = "1|2",
      order = 13,
      description = "The highest version of content information to give out (default: 2).")
  private int highestVersion = 2;

  @Mixin private LoginArguments login;

  @Mixin private PassphraseOptions passphrase;

  @Override
  void run() throws CommandFailure, IOException, InterruptedException {
    HashPolicy policy = policy();
    ShareServerOptions options =
        ShareServerOptions.at(listen.resolve())
            .withGuests(guest)
            .withSigning(signing)
            .withEncryption(encryption);
    PublishingOptions hashing = PublishingOptions.DEFAULT.withHighestVersion(highest());
    ShareSettings settings =
        new ShareSettings(
            folders(),
            remotes(),
            readOnly,
            options,
            knownUsers().orElse(user -> Optional.empty()),
            policy,
            publish);
    try (ServiceRun run = ServiceRun.start();
        PublishingService publishing =
            PublishingService.open(
                passphrase.state().create("publications"), passphrase.read(), hashing);
        ShareService shares = ShareService.start(settings, publishing)) {
      if (!publishing.awaitPublished(PUBLISHING_AT_START)) {
        LOG.info("The rest is hashed while it is shared, what is asked for first");
      }
      for (String name : shares.names()) {
        Ready.print(url(shares.address().getPort(), name));
      }
      run.awaitStop();
    }
  }

  private List<SharedFolder> folders() {
    return parse(text -> !SharedRemote.isMeant(text), SharedFolder::parse);
  }

  private List<SharedRemote> remotes() throws CommandFailure, IOException {
    List<SharedRemote> remotes = new ArrayList<>();
    for (SharedRemote remote : parse(SharedRemote::isMeant, SharedRemote::parse)) {
      // A server that is away may come, but a host that nobody knows is a word with an error in it.
      InetSocketAddress unused =
          new HostAndPort(remote.address().host(), remote.address().port()).resolve();
      remotes.add(remote.as(login.login(remote.address())));
    }
    return remotes;
  }

  private <T> List<T> parse(Predicate<String> which, Function<String, T> form) {
    try {
      return named.stream().filter(which).map(form).toList();
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private String url(int port, String name) {
    Optional<String> nobody = Optional.empty();
    return new SmbAddress("", nobody, nobody, listen.host(), port, name, "").url().toString();
  }

  private ContentVersion highest() {
    if (highestVersion != 1 && highestVersion != 2) {
      throw usage("--content-version takes 1 or 2, not " + highestVersion);
    }
    return highestVersion == 1 ? ContentVersion.V1 : ContentVersion.V2;
  }

  private HashPolicy policy() {
    HashLevel which;
    try {
      which = HashLevel.parse(level);
    } catch (IllegalArgumentException e) {
      throw usage("--hash-publication takes " + e.getMessage());
    }
    if (!hashShares.isEmpty() && which != HashLevel.ENABLED_SHARES) {
      throw usage("--hash-share is for --hash-publication enabled");
    }
    return new HashPolicy(
        which, new HashSet<>(hashShares), EnumSet.range(ContentVersion.V1, highest()));
  }

  /** Those who may log in; nothing if there is nobody. */
  private Optional<UserStore> knownUsers() throws CommandFailure, IOException {
    ShareUsers file = new ShareUsers(passphrase.state().create());
    Optional<UserStore> all = file.read();
    if (all.isEmpty() && !guest) {
      throw new CommandFailure(
          "nobody could log in: make a user with 'peerdist share-user NAME', or use --guest");
    }
    Set<String> chosen = new HashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String user : users) {
      chosen.add(user.toLowerCase(Locale.ROOT));
      if (all.flatMap(store -> store.ntHash(user)).isEmpty()) {
        unknown.add(user);
      }
    }
    if (!unknown.isEmpty()) {
      throw new CommandFailure(
          "there is no user " + unknown.get(0) + ": make it with 'peerdist share-user'");
    }
    return all.map(
        store ->
            user ->
                chosen.isEmpty() || chosen.contains(user.toLowerCase(Locale.ROOT))
                    ? store.ntHash(user)
                    : Optional.empty());
  }
}
