package org.peerdist.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks after the content cache. */
@Command(
    name = "cache",
    description = {
      "Looks after the content cache: what 'get' has fetched, 'peer' offers and 'hosted-cache' keeps.",
      "Not while one of these has it open.",
      ""
    },
    subcommands = {
      CacheListCommand.class,
      CacheClearCommand.class,
      CacheVerifyCommand.class,
      CacheExportCommand.class,
      CacheImportCommand.class,
    },
    usageHelpWidth = 100,
    commandListHeading = "%nCommands:%n",
    footer = {"", "'peerdist cache COMMAND --help' explains a command."})
final class CacheCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
