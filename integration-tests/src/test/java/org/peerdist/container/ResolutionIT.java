package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** All bundles of the distribution in containers that have nothing else but published bundles. */
class ResolutionIT {
  /** What is packed into a bundle, as its package-info says. */
  private static final Map<String, List<String>> EMBEDDED =
      Map.of(
          "org.peerdist.peerdist-retrieval",
          List.of("lib/httpcore5.jar"),
          "org.peerdist.peerdist-smb",
          List.of("lib/asn-one.jar", "lib/mbassador.jar", "lib/smbj.jar"));

  private static final int ORDERS = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Product.class)
  void bundles_inAnyOrder_resolveAndStart(Product product) throws Exception {
    for (int i = 0; i < ORDERS; i++) {
      long seed = new Random().nextLong();
      System.out.println(product + ": bundles in the order of seed " + seed);
      try (Container container = Container.start(product, folder.resolve("order" + i))) {
        container.startAll(seed);
        for (Bundle bundle : container.bundles()) {
          int wanted = Container.isFragment(bundle) ? Bundle.RESOLVED : Bundle.ACTIVE;
          assertThat(bundle.getState()).as("%s, seed %d", bundle, seed).isEqualTo(wanted);
        }
        assertThat(container.own()).hasSizeGreaterThanOrEqualTo(10);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void packages_haveOneHome(Product product) throws Exception {
    try (Container container = Container.start(product, folder)) {
      container.startAll(1);
      Map<String, Bundle> homes = new HashMap<>();
      for (Bundle bundle : container.own()) {
        for (String name : packagesInside(bundle)) {
          assertThat(homes.put(name, bundle)).as("second home of %s", name).isNull();
        }
      }
      assertThat(homes).containsKeys("org.peerdist.wire", "org.peerdist.client.internal");
      for (Bundle bundle : container.bundles()) {
        for (BundleWire wire : wires(bundle)) {
          String name = (String) wire.getCapability().getAttributes().get("osgi.wiring.package");
          Bundle home = homes.getOrDefault(name, wire.getProvider().getBundle());
          assertThat(wire.getProvider().getBundle())
              .as("where %s has %s from", bundle, name)
              .isEqualTo(home);
        }
      }
    }
  }

  private static List<BundleWire> wires(Bundle bundle) {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    return wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE);
  }

  private static List<String> packagesInside(Bundle bundle) {
    List<String> packages = new ArrayList<>();
    bundle
        .adapt(BundleWiring.class)
        .listResources(
            "org/peerdist",
            "*.class",
            BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL)
        .forEach(name -> packages.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.')));
    return packages.stream().distinct().toList();
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void bundles_sayWhatTheyNeed(Product product) throws Exception {
    try (Container container = Container.start(product, folder)) {
      container.startAll(2);
      for (Bundle bundle : container.own()) {
        assertThat(bundle.getHeaders("").get(Constants.DYNAMICIMPORT_PACKAGE))
            .as("dynamic imports of %s", bundle)
            .isNull();
        assertThat(bundle.getHeaders("").get(Constants.REQUIRE_BUNDLE)).isNull();
        List<String> jars = new ArrayList<>();
        var found = bundle.findEntries("/", "*.jar", true);
        while (found != null && found.hasMoreElements()) {
          jars.add(found.nextElement().getPath().substring(1));
        }
        assertThat(jars)
            .as("jars in %s", bundle)
            .containsExactlyInAnyOrderElementsOf(
                EMBEDDED.getOrDefault(bundle.getSymbolicName(), List.of()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void exports_areOursAndNotInternal(Product product) throws Exception {
    try (Container container = Container.start(product, folder)) {
      container.startAll(3);
      for (Bundle bundle : container.own()) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        for (BundleCapability export :
            revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
          Object name = export.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
          assertThat(name.toString()).startsWith("org.peerdist.").doesNotContain("internal");
        }
      }
    }
  }
}
