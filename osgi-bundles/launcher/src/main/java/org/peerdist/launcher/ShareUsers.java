package org.peerdist.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.peerdist.hashgen.KeptFile;
import org.peerdist.smb.server.UserStore;

/** The users of shares, in a file of the state folder that only its owner can read. */
final class ShareUsers {
  private final Path file;

  ShareUsers(Path state) {
    this.file = state.resolve("smb-users");
  }

  /**
   * Reads them.
   *
   * @return nothing if there are none
   * @throws IOException if the file is wrong, or others can read it
   */
  Optional<UserStore> read() throws IOException {
    return Files.exists(file) ? Optional.of(UserStore.read(file)) : Optional.empty();
  }

  /** Makes a user, or gives one another password. */
  void put(String user, char[] password) throws IOException {
    List<String> lines = others(user);
    lines.add(user + ":" + UserStore.hashOf(new String(password)).toHex());
    write(lines);
  }

  /** Removes a user; false if there is none of that name. */
  boolean remove(String user) throws IOException {
    List<String> lines = others(user);
    if (!Files.exists(file) || lines.size() == Files.readAllLines(file).size()) {
      return false;
    }
    write(lines);
    return true;
  }

  private List<String> others(String user) throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    String start = user.toLowerCase(Locale.ROOT) + ":";
    List<String> others = new ArrayList<>(lines);
    others.removeIf(line -> line.strip().toLowerCase(Locale.ROOT).startsWith(start));
    return others;
  }

  private void write(List<String> lines) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, KeptFile.permissions(draft, "rw-------"));
    Files.write(draft, lines, StandardCharsets.UTF_8);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
