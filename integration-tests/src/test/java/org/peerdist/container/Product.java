package org.peerdist.container;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.launch.FrameworkFactory;

/** The OSGi frameworks of the tests. Each has a class loader of its own, which lasts. */
enum Product {
  FELIX,
  EQUINOX;

  /** Where the build puts frameworks and the bundles that they need. */
  private static final Path CONTAINERS = Path.of(System.getProperty("peerdist.containers"));

  private static final Map<Product, FrameworkFactory> FACTORIES = new EnumMap<>(Product.class);

  /** What makes frameworks of this product. */
  FrameworkFactory factory() throws IOException {
    synchronized (FACTORIES) {
      FrameworkFactory factory = FACTORIES.get(this);
      if (factory == null) {
        URL[] jars = urls(jars(CONTAINERS.resolve(name().toLowerCase(Locale.ROOT))));
        URLClassLoader loader = new URLClassLoader(jars, Product.class.getClassLoader());
        factory = ServiceLoader.load(FrameworkFactory.class, loader).findFirst().orElseThrow();
        FACTORIES.put(this, factory);
      }
      return factory;
    }
  }

  /** Bundles that others publish: logging, Declarative Services, Configuration Admin. */
  static List<Path> runtime() throws IOException {
    return jars(CONTAINERS.resolve("runtime"));
  }

  /** Bundles that others publish and that not everybody has, by what they are for. */
  static List<Path> extra(String purpose) throws IOException {
    return jars(CONTAINERS.resolve(purpose));
  }

  /**
   * The bundles that the distribution ships, as it ships them. MBassador is one that wants what
   * nobody has; the bundle of shares has it inside.
   */
  static List<Path> shipped() throws IOException {
    Path launcher = Path.of(System.getProperty("peerdist.launcher"));
    return jars(launcher.resolve("../../lib").normalize()).stream()
        .filter(jar -> !jar.endsWith("mbassador.jar"))
        .toList();
  }

  /** The bundle with the servlet filter, which the distribution does not ship. */
  static Path servletFilter() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> jar.matches(".*peerdist-servlet-[^/]*\\.jar"))
        .map(Path::of)
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static URL[] urls(List<Path> jars) throws MalformedURLException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    return urls;
  }
}
