package org.peerdist.launcher;

import picocli.CommandLine.IVersionProvider;

/** The version of this program and of the Java that runs it. */
final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "peerdist " + (version == null ? "(unpackaged)" : version),
      "Java " + System.getProperty("java.runtime.version")
    };
  }
}
