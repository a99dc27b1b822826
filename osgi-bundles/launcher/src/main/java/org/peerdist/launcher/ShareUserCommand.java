package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.peerdist.launcher.internal.Prompt;
import org.peerdist.smb.client.PasswordFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes users of shares. */
@Command(
    name = "share-user",
    description = {
      "Makes a user of shares, or gives one another password.",
      "The password comes from a file or a prompt. What is kept of it, in the state folder for this"
          + " user alone, is enough to log in with."
    })
final class ShareUserCommand extends Subcommand {
  @Parameters(paramLabel = "NAME", description = "The name of the user.")
  private String name;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "The password, in the first line of a file.")
  private Path passwordFile;

  @Option(names = "--remove", description = "Removes the user.")
  private boolean remove;

  @Mixin private StateFolder state;

  @Override
  void run() throws CommandFailure, IOException {
    if (!name.matches("[^:#\\p{Cntrl}\\s][^:\\p{Cntrl}]{0,63}")) {
      throw usage("'" + name + "' can't be the name of a user");
    }
    ShareUsers users = new ShareUsers(state.create());
    if (remove) {
      if (!users.remove(name)) {
        throw new CommandFailure("there is no user " + name);
      }
      return;
    }
    char[] password = password();
    if (password.length == 0) {
      throw new CommandFailure("the password is empty");
    }
    users.put(name, password);
    Arrays.fill(password, ' ');
  }

  private char[] password() throws CommandFailure, IOException {
    if (passwordFile != null) {
      return PasswordFile.read(passwordFile);
    }
    return Prompt.password("New password of " + name + ": ")
        .orElseThrow(() -> new CommandFailure("there is no terminal: use --password-file FILE"));
  }
}
