package org.peerdist.smb.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.peerdist.smb.login.NtHash;
import org.peerdist.wire.Bytes;

/** A file of users and their NT hashes. */
final class UserFile {
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private UserFile() {}

  static Map<String, Bytes> read(Path file) throws IOException {
    checkThatItIsSecret(file);
    Map<String, Bytes> hashes = new HashMap<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(line, file + ", line " + (i + 1), hashes);
      }
    }
    return hashes;
  }

  private static void add(String line, String place, Map<String, Bytes> hashes) throws IOException {
    int colon = line.lastIndexOf(':');
    String hash = line.substring(colon + 1).strip();
    if (colon < 1 || !hash.matches("[0-9a-fA-F]{" + 2 * NtHash.LENGTH + "}")) {
      throw new IOException(place + ": not a name, a colon and 32 hexadecimal digits");
    }
    String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    if (hashes.put(name, Bytes.ofHex(hash)) != null) {
      throw new IOException(place + ": " + name + " is there already");
    }
  }

  private static void checkThatItIsSecret(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
      throw new IOException(
          file + " can be read or changed by others, and who has its hashes can log in");
    }
  }
}
