package org.peerdist.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.peerdist.cache.CacheOptions;
import org.peerdist.launcher.internal.ByteText;
import org.peerdist.launcher.internal.Loopback;
import org.peerdist.launcher.internal.TemporaryFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole story on one machine. */
@Command(
    name = "demo",
    description = {
      "Shows the whole story on this machine, on loopback only.",
      "An origin, and a branch whose clients fetch a file one after the other, and then another"
          + " one all at once. Leaves nothing behind."
    })
final class DemoCommand extends Subcommand {
  private static final int MOST_CLIENTS = 50;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "The size of each of the two files (default: 64MiB).")
  private ByteSize size = new ByteSize(64L << 20);

  @Option(
      names = "--branch-clients",
      paramLabel = "N",
      description = "How many clients the branch has (default: 3).")
  private int branchClients = 3;

  @Override
  void run() throws CommandFailure, IOException, InterruptedException {
    if (branchClients < 1 || branchClients > MOST_CLIENTS) {
      throw usage("--branch-clients takes 1 to " + MOST_CLIENTS + ", not " + branchClients);
    }
    if (size.bytes() < 1 || size.bytes() > 1L << 40) {
      throw usage("--size takes 1 to 1TiB");
    }
    Path folder = Files.createTempDirectory("peerdist-demo");
    Thread cleaner = new Thread(() -> clean(folder), "peerdist-demo-cleaner");
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      show(folder);
    } finally {
      clean(folder);
    }
  }

  private static void clean(Path folder) {
    try {
      if (Files.exists(folder)) {
        TemporaryFolders.delete(folder);
      }
    } catch (IOException e) {
      System.err.println("peerdist: could not remove " + folder + ": " + Failures.describe(e));
    }
  }

  private void show(Path folder) throws IOException, InterruptedException, CommandFailure {
    Optional<String> discovery = Loopback.workingInterface();
    Path site = Files.createDirectories(folder.resolve("site"));
    DemoContent first = DemoContent.write(site.resolve("first.bin"), size.bytes(), 1);
    DemoContent second = DemoContent.write(site.resolve("second.bin"), size.bytes(), 2);
    long cacheBytes = Math.max(64 * CacheOptions.MIN_BYTES, Math.multiplyExact(size.bytes(), 4));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    DemoTable table = new DemoTable(out);
    List<DemoFetch> all = new ArrayList<>();
    try (DemoBranch branch = DemoBranch.start(folder, branchClients, cacheBytes, discovery)) {
      out.printf(
          "An origin and %d branch clients, which %s.%n",
          branchClients, discovery.isPresent() ? "discover each other" : "know each other by name");
      branch.awaitHashes(2, 2 * size.bytes());
      List<DemoFetch> sequence = branch.oneAfterTheOther(first);
      table.print("One after the other, " + describe(size), sequence);
      List<DemoFetch> crowd = branch.allAtOnce(second);
      table.print("All at once, another " + describe(size), crowd);
      all.addAll(sequence);
      all.addAll(crowd);
      table.printSaving(all);
    }
    if (all.stream().anyMatch(fetch -> !fetch.right())) {
      throw new CommandFailure("a client got wrong bytes");
    }
  }

  private static String describe(ByteSize size) {
    return ByteText.of((double) size.bytes());
  }
}
