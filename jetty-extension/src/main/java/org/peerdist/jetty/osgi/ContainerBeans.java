package org.peerdist.jetty.osgi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.eclipse.jetty.jmx.MBeanContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the services of a container count, as beans for those who manage the process by JMX. Their
 * names are those that Jetty gives them in a server: the package, the type, and a number. The name
 * of the service is added, because the services of a container have beans of the same types.
 *
 * <p>Several containers in a process, and the old and the new service while a configuration
 * changes, are kept apart by the number: each takes the lowest that is free. An identity of the
 * container would be another one after each start, and nobody could name a bean beforehand.
 *
 * <p>It needs Jetty's library for JMX; without it nothing is shown. Safe for use by many threads.
 */
final class ContainerBeans implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerBeans.class);

  /** POLICY: more of a kind in a process are not shown. */
  private static final int MOST = 1000;

  private final MBeanServer server;
  private final boolean possible = isLibraryThere();
  private final Map<Object, List<ObjectName>> shown = new HashMap<>();

  /**
   * None yet.
   *
   * @param server where they are looked for
   */
  ContainerBeans(MBeanServer server) {
    this.server = server;
  }

  private static boolean isLibraryThere() {
    try {
      Class.forName(
          "org.eclipse.jetty.jmx.MBeanContainer", false, ContainerBeans.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      LOG.debug("No beans for JMX: there is no bundle jetty-jmx");
      return false;
    }
  }

  /** A service runs from now on, and counts this. */
  synchronized void show(Object service, String pid, List<?> counters) {
    if (!possible) {
      return;
    }
    List<ObjectName> names = shown.computeIfAbsent(service, key -> new ArrayList<>());
    for (Object counter : counters) {
      try {
        names.add(register(counter, pid));
      } catch (JMException e) {
        LOG.warn("{}: no bean for JMX: {}", pid, e.getMessage());
      }
    }
  }

  private ObjectName register(Object counter, String pid) throws JMException {
    Object bean = new MBeanContainer(server).mbeanFor(counter);
    for (int id = 0; id < MOST; id++) {
      try {
        return server.registerMBean(bean, name(counter.getClass(), pid, id)).getObjectName();
      } catch (InstanceAlreadyExistsException e) {
        LOG.debug("Another one has the name: {}", e.getMessage());
      }
    }
    throw new InstanceAlreadyExistsException("there are " + MOST + " of them already");
  }

  private static ObjectName name(Class<?> counter, String pid, int id) throws JMException {
    String type = counter.getSimpleName().toLowerCase(Locale.ROOT);
    return new ObjectName(
        counter.getPackageName() + ":type=" + type + ",name=" + pid + ",id=" + id);
  }

  /** A service does not run any more. */
  synchronized void hide(Object service) {
    List<ObjectName> names = shown.remove(service);
    if (names != null) {
      names.forEach(this::unregister);
    }
  }

  private void unregister(ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (JMException e) {
      LOG.debug("Somebody has removed it already", e);
    }
  }

  /** Nothing is shown any more. */
  @Override
  public synchronized void close() {
    shown.values().forEach(names -> names.forEach(this::unregister));
    shown.clear();
  }
}
