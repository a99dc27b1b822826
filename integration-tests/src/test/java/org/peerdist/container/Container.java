package org.peerdist.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A running OSGi framework with bundles in it. */
final class Container implements AutoCloseable {
  private static final long MILLIS_TO_STOP = 20_000;

  /** It tells of each bundle; held, because otherwise the level would be forgotten. */
  private static final Logger SPIFLY = Logger.getLogger("org.apache.aries.spifly");

  static {
    SPIFLY.setLevel(Level.WARNING);
  }

  private final Framework framework;
  private final List<Bundle> bundles = new ArrayList<>();

  private Container(Framework framework) {
    this.framework = framework;
  }

  /** Starts a framework without bundles. */
  static Container start(Product product, Path storage) throws IOException, BundleException {
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    Framework framework = product.factory().newFramework(settings);
    framework.start();
    return new Container(framework);
  }

  /** Installs and starts the bundles of the distribution with what they need, in some order. */
  void startAll(long seed) throws IOException, BundleException {
    List<Path> jars = new ArrayList<>(Product.runtime());
    jars.addAll(Product.shipped());
    Collections.shuffle(jars, new Random(seed));
    for (Path jar : jars) {
      if (isBundle(jar)) {
        bundles.add(context().installBundle(jar.toUri().toString()));
      }
    }
    for (Bundle bundle : bundles) {
      if (!isFragment(bundle)) {
        bundle.start();
      }
    }
  }

  private static boolean isBundle(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes manifest = file.getManifest().getMainAttributes();
      return manifest.getValue(Constants.BUNDLE_SYMBOLICNAME) != null;
    }
  }

  static boolean isFragment(Bundle bundle) {
    return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
  }

  /** What was installed, in the order in which it was. */
  List<Bundle> bundles() {
    return bundles;
  }

  /** The bundles of this project. */
  List<Bundle> own() {
    return bundles.stream().filter(Container::isOwn).toList();
  }

  static boolean isOwn(Bundle bundle) {
    return bundle.getSymbolicName().startsWith("org.peerdist.");
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  @Override
  public void close() throws BundleException {
    framework.stop();
    try {
      framework.waitForStop(MILLIS_TO_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
