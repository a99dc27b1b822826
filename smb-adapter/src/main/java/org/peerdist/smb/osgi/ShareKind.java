package org.peerdist.smb.osgi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.peerdist.configuration.HomePath;
import org.peerdist.configuration.HostPort;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.peerdist.configuration.osgi.ServiceKind;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.smb.client.PasswordFile;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;
import org.peerdist.smb.publication.HashLevel;
import org.peerdist.smb.publication.HashPolicy;
import org.peerdist.smb.server.ShareServerOptions;
import org.peerdist.smb.server.UserStore;
import org.peerdist.smb.service.ShareService;
import org.peerdist.smb.service.ShareSettings;
import org.peerdist.smb.service.SharedFolder;
import org.peerdist.smb.service.SharedRemote;

/**
 * How shares are made from their configuration.
 *
 * @param publishing has the hashes
 */
record ShareKind(PublishingService publishing) implements ServiceKind<ShareSettings, ShareService> {
  static final String PID = "org.peerdist.share";

  @Override
  public String pid() {
    return PID;
  }

  @Override
  public Class<ShareService> type() {
    return ShareService.class;
  }

  @Override
  public ShareSettings read(Settings settings) throws SettingException {
    boolean guests = settings.flag("guests", false);
    Optional<UserStore> users =
        settings.value("users.file", Optional.empty(), text -> Optional.of(users(text)));
    if (users.isEmpty() && !guests) {
      throw new SettingException("users.file", "without it, and without guests, nobody can log in");
    }
    InetSocketAddress listen =
        settings.value(
            "listen",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 4450),
            text -> HostPort.parse(text).resolve());
    ShareServerOptions options =
        ShareServerOptions.at(listen)
            .withGuests(guests)
            .withSigning(settings.flag("signing", false))
            .withEncryption(settings.flag("encryption", false));
    return new ShareSettings(
        shares(settings, text -> !SharedRemote.isMeant(text), ShareKind::folder),
        remotes(settings),
        settings.flag("read.only", true),
        options,
        users.orElse(user -> Optional.empty()),
        policy(settings),
        settings.flag("publish", false));
  }

  private static <T> List<T> shares(
      Settings settings, Predicate<String> which, Function<String, T> form)
      throws SettingException {
    List<Optional<T>> found =
        settings.values(
            "shares", text -> which.test(text) ? Optional.of(form.apply(text)) : Optional.empty());
    return found.stream().flatMap(Optional::stream).toList();
  }

  private static List<SharedRemote> remotes(Settings settings) throws SettingException {
    List<SharedRemote> remotes = new ArrayList<>();
    for (SharedRemote remote : shares(settings, SharedRemote::isMeant, SharedRemote::parse)) {
      SmbAddress address = remote.address();
      remotes.add(
          address.user().isEmpty()
              ? remote
              : remote.as(login(settings, address.domain(), address.user().get())));
    }
    return remotes;
  }

  private static SmbLogin login(Settings settings, String domain, String user)
      throws SettingException {
    Optional<char[]> password =
        settings.value(
            "password.file", Optional.empty(), text -> Optional.of(password(HomePath.parse(text))));
    return SmbLogin.password(
        domain,
        user,
        password.orElseThrow(
            () -> new SettingException("password.file", "without it, " + user + " can't log in")));
  }

  private static char[] password(Path file) {
    try {
      return PasswordFile.read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("can't be read: " + e.getMessage(), e);
    }
  }

  private static HashPolicy policy(Settings settings) throws SettingException {
    int highest = settings.number("content.version", 2, 1, 2);
    Set<ContentVersion> versions =
        EnumSet.range(ContentVersion.V1, highest == 1 ? ContentVersion.V1 : ContentVersion.V2);
    return new HashPolicy(
        settings.value("hash.publication", HashLevel.ALL, HashLevel::parse),
        new HashSet<>(settings.list("hash.shares")),
        versions);
  }

  private static UserStore users(String text) {
    Path file = HomePath.parse(text);
    try {
      return UserStore.read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("can't be used: " + e.getMessage(), e);
    }
  }

  private static SharedFolder folder(String text) {
    int equals = text.indexOf('=');
    return SharedFolder.parse(
        equals < 0
            ? text
            : text.substring(0, equals + 1) + HomePath.parse(text.substring(equals + 1)));
  }

  @Override
  public ShareService start(ShareSettings settings) throws SettingException, IOException {
    try {
      return ShareService.start(settings, publishing);
    } catch (IllegalArgumentException e) {
      throw new SettingException("shares", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean exclude(ShareSettings one, ShareSettings other) {
    return one.options().address().equals(other.options().address());
  }

  @Override
  public String describe(ShareService service) {
    return " at " + service.address() + ": " + String.join(", ", service.names());
  }
}
