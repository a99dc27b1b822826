package org.peerdist.launcher;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.MBeanServer;
import org.peerdist.jetty.service.HttpService;

/** What those see who manage the process by JMX, with a console that comes with many JDKs. */
final class Managed {
  private Managed() {}

  /** Shows servers to them. That takes a moment, in which the servers answer already. */
  static void show(List<HttpService> servers) {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    servers.forEach(server -> server.manage(beans));
  }
}
