package org.peerdist.launcher;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the command line can do. */
@Command(
    name = "peerdist",
    description = {
      "Peer distribution of content, compatible with what Windows calls BranchCache.",
      ""
    },
    subcommands = {
      HashCommand.class,
      InspectCommand.class,
      ServeCommand.class,
      ShareCommand.class,
      ShareUserCommand.class,
      GetCommand.class,
      PeerCommand.class,
      HostedCacheCommand.class,
      CacheCommand.class,
      DemoCommand.class,
      GenerateCompletion.class,
      HelpCommand.class,
    },
    versionProvider = ProgramVersion.class,
    usageHelpWidth = 100,
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "'peerdist COMMAND --help' explains a command. Exit codes: 0 done, 1 failed, 2 wrong usage.",
      "Sizes take KiB, MiB, GiB; HOST:PORT takes IPv4, [IPv6] and names, and port 0 for any free"
          + " one."
    })
final class AllCommands implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Shows the version.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  /**
   * A command by its name.
   *
   * @return a new command, or null if there is none of this name, or if it needs to know the others
   */
  static Object create(String name) {
    return switch (name) {
      case "hash" -> new HashCommand();
      case "inspect" -> new InspectCommand();
      case "serve" -> new ServeCommand();
      case "share" -> new ShareCommand();
      case "share-user" -> new ShareUserCommand();
      case "get" -> new GetCommand();
      case "peer" -> new PeerCommand();
      case "hosted-cache" -> new HostedCacheCommand();
      case "cache" -> new CacheCommand();
      case "demo" -> new DemoCommand();
      default -> null;
    };
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
