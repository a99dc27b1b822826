package org.peerdist.launcher.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.peerdist.hostedcache.HostedCacheSite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in a file for some minutes which hosted caches were found, also that there were none.
 * The file has a line with the time of the search, a line that says what was searched, and a line
 * for each address. What is no such file is as good as none.
 */
final class KnownHostedCaches {
  /** POLICY: so long a hosted cache is taken to be where it was. */
  static final Duration FOUND = Duration.ofMinutes(5);

  /** POLICY: so long nobody looks again; somebody may just be setting one up. */
  static final Duration NOT_FOUND = Duration.ofMinutes(1);

  private static final int LONGEST = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(KnownHostedCaches.class);

  private final Path file;

  KnownHostedCaches(Path file) {
    this.file = file;
  }

  /**
   * What a search found a short time ago.
   *
   * @param search what was searched
   * @param now the time
   * @return the hosted caches, or nothing if one has to look
   */
  Optional<List<HostedCacheSite>> read(String search, Instant now) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(file);
      if (lines.size() < 2 || !lines.get(1).equals(search)) {
        return Optional.empty();
      }
      Duration age = Duration.between(Instant.parse(lines.get(0)), now);
      List<HostedCacheSite> sites = sites(lines.subList(2, lines.size()));
      Duration most = sites.isEmpty() ? NOT_FOUND : FOUND;
      return age.isNegative() || age.compareTo(most) > 0 ? Optional.empty() : Optional.of(sites);
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      LOG.debug("{} is of no use: {}", file, e.toString());
      return Optional.empty();
    }
  }

  private static List<HostedCacheSite> sites(List<String> lines) throws IOException {
    List<HostedCacheSite> sites = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(" ", 2);
      if (parts.length != 2 || !parts[0].matches("[0-9a-fA-F.:]+(%[\\w.-]+)?")) {
        throw new IllegalArgumentException("no address: " + line);
      }
      InetAddress address = InetAddress.getByName(parts[0]);
      sites.add(HostedCacheSite.at(new InetSocketAddress(address, Integer.parseInt(parts[1]))));
    }
    return sites;
  }

  /**
   * Remembers what was found.
   *
   * @param search what was searched
   * @param now the time
   * @param sites the hosted caches
   */
  void write(String search, Instant now, List<HostedCacheSite> sites) {
    StringBuilder text = new StringBuilder();
    text.append(now).append('\n').append(search).append('\n');
    for (HostedCacheSite site : sites) {
      InetSocketAddress address = site.blocks();
      text.append(address.getAddress().getHostAddress()).append(' ').append(address.getPort());
      text.append('\n');
    }
    try {
      Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "hosted-caches", ".new");
      try {
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      LOG.debug("Can't remember hosted caches: {}", e.toString());
    }
  }
}
