package org.peerdist.container;

import aQute.bnd.osgi.Builder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** Bundles of somebody else, made of a package of these tests. */
final class Guest {
  private Guest() {}

  /** Makes a bundle of a package, installs it and starts it. */
  static Bundle start(Container container, String packageName) throws Exception {
    Bundle bundle = container.context().installBundle("guest:" + packageName, jar(packageName));
    bundle.start();
    return bundle;
  }

  private static ByteArrayInputStream jar(String packageName) throws Exception {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (Builder bnd = new Builder()) {
      bnd.setClasspath(
          Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
              .map(File::new)
              .filter(File::exists)
              .toArray(File[]::new));
      bnd.setProperty("Bundle-SymbolicName", packageName);
      bnd.setProperty("Private-Package", packageName);
      bnd.build().write(jar);
    }
    return new ByteArrayInputStream(jar.toByteArray());
  }
}
