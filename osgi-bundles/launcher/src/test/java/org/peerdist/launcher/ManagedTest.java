package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.jetty.FileOrigin;
import org.peerdist.jetty.service.HttpService;
import org.peerdist.wire.Bytes;

/** What {@code serve} consists of, as an administrator sees it by JMX. */
final class ManagedTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

  @TempDir private Path folder;

  private Set<ObjectName> find(String type) throws Exception {
    return beans.queryNames(new ObjectName("org.peerdist.jetty*:type=" + type + ",*"), null);
  }

  @Test
  void show_ofAnOrigin_publishesWhatItIsTold_untilItIsClosed() throws Exception {
    Path site = Files.createDirectory(folder.resolve("site"));
    Path file = Files.write(site.resolve("file"), new byte[100_000]);
    ServerPassphrase passphrase = new ServerPassphrase(Bytes.ofHex("01"));
    try (FileOrigin origin =
            FileOrigin.builder(site, folder.resolve("publications"), passphrase).open();
        HttpService server = HttpService.start("localhost", ANY, origin.handler())) {
      Managed.show(List.of(server));
      ObjectName counters = find("origincounters").iterator().next();
      Object taken =
          beans.invoke(
              counters,
              "publish",
              new Object[] {"/file", file.toString()},
              new String[] {String.class.getName(), String.class.getName()});
      assertThat(taken).isEqualTo(true);
      assertThat(beans.getAttribute(counters, "generationsAccepted")).isEqualTo(1L);
    }
    assertThat(find("*")).isEmpty();
  }
}
