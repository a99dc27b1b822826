package org.peerdist.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import picocli.CommandLine.IVersionProvider;

/** The version of this program and of the Java that runs it. */
final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = bundleVersion();
    return new String[] {
      "peerdist " + (version == null ? "(unpackaged)" : version),
      "Java " + System.getProperty("java.runtime.version")
    };
  }

  /** The version in the manifest of the jar that this class is in; null if it is in none. */
  private static String bundleVersion() {
    try {
      URI home = Main.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      try (JarFile jar = new JarFile(Path.of(home).toFile())) {
        return jar.getManifest().getMainAttributes().getValue("Bundle-Version");
      }
    } catch (IOException | URISyntaxException e) {
      return null;
    }
  }
}
