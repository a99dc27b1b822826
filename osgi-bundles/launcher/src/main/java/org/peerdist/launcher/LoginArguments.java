package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.peerdist.launcher.internal.Prompt;
import org.peerdist.smb.client.PasswordFile;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;
import picocli.CommandLine.Option;

/** The options that say who reads a share. */
final class LoginArguments {
  private static final String VARIABLE = "PEERDIST_SMB_PASSWORD";
  private static final String KERBEROS_SETTINGS = "java.security.krb5.conf";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      order = 45,
      description = {
        "For smb URLs: the password of the user that the URL names, in the first line of a file.",
        "Without it, it comes from the environment variable PEERDIST_SMB_PASSWORD or a prompt."
      })
  private Path passwordFile;

  @Option(
      names = "--kerberos",
      order = 46,
      description = "For smb URLs: logs in with the Kerberos ticket that kinit got.")
  private boolean kerberos;

  /**
   * Who reads a share: nobody in particular if the URL names no user.
   *
   * @throws CommandFailure if there is no password
   * @throws IOException if the file can't be read
   */
  SmbLogin login(SmbAddress address) throws CommandFailure, IOException {
    if (kerberos) {
      useSettingsOfKinit();
      return SmbLogin.kerberos();
    }
    if (address.user().isEmpty()) {
      return SmbLogin.guest();
    }
    String user = address.user().get();
    char[] password = password(address, user);
    SmbLogin login = SmbLogin.password(address.domain(), user, password);
    Arrays.fill(password, ' ');
    return login;
  }

  /** Java looks for the tickets where kinit puts them, but not for its settings. */
  private static void useSettingsOfKinit() {
    String settings = System.getenv("KRB5_CONFIG");
    if (settings != null && System.getProperty(KERBEROS_SETTINGS) == null) {
      System.setProperty(KERBEROS_SETTINGS, settings);
    }
  }

  private char[] password(SmbAddress address, String user) throws CommandFailure, IOException {
    if (passwordFile != null) {
      return PasswordFile.read(passwordFile);
    }
    if (address.password().isPresent()) {
      return address.password().get().toCharArray();
    }
    String variable = System.getenv(VARIABLE);
    if (variable != null) {
      return variable.toCharArray();
    }
    return Prompt.password("Password of " + user + " at " + address.host() + ": ")
        .orElseThrow(
            () ->
                new CommandFailure(
                    "there is no password of "
                        + user
                        + ": use --password-file FILE, or set "
                        + VARIABLE));
  }
}
