package org.peerdist.configuration.osgi;

import java.io.IOException;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service of an OSGi container that follows its configuration. Others see it while it runs. A
 * configuration that is wrong costs one line in the log, which is that of the type of the service,
 * and what ran before goes on. Safe for use by many threads.
 *
 * @param <S> the settings
 * @param <T> the service
 */
public final class ConfiguredService<S, T extends AutoCloseable> implements AutoCloseable {
  private final BundleContext context;
  private final ServiceKind<S, T> kind;
  private final Logger log;
  private Running<S, T> running;

  /** A service that others see. */
  private record Running<S, T extends AutoCloseable>(
      S settings, T service, ServiceRegistration<T> registration) {}

  /**
   * A service that does not run yet.
   *
   * @param context of the bundle that has it
   * @param kind how it is made
   */
  public ConfiguredService(BundleContext context, ServiceKind<S, T> kind) {
    this.context = context;
    this.kind = kind;
    this.log = LoggerFactory.getLogger(kind.type());
  }

  /**
   * Makes the service as it is to be. If that is as it is, nothing happens.
   *
   * @param properties the configuration
   */
  public synchronized void configure(Map<String, ?> properties) {
    Settings settings = new Settings(properties);
    try {
      change(kind.read(settings));
    } catch (SettingException e) {
      log.error(
          "{}: {}={}: {}; {}",
          kind.pid(),
          e.key(),
          settings.text(e.key()),
          e.getMessage(),
          consequence());
    } catch (IOException e) {
      log.error("{}: {}; {}", kind.pid(), e.getMessage(), consequence());
    }
  }

  private String consequence() {
    return running == null ? "nothing runs" : "what ran before goes on";
  }

  private void change(S settings) throws SettingException, IOException {
    Running<S, T> old = running;
    if (old != null && old.settings().equals(settings)) {
      return;
    }
    if (old == null || !kind.exclude(old.settings(), settings)) {
      running = start(settings);
      stop(old);
      return;
    }
    stop(old);
    running = null;
    try {
      running = start(settings);
    } catch (SettingException | IOException e) {
      running = start(old.settings());
      throw e;
    }
  }

  private Running<S, T> start(S settings) throws SettingException, IOException {
    T service = kind.start(settings);
    Map<String, Object> properties = Map.of(Constants.SERVICE_PID, kind.pid());
    log.info("{} runs{}", kind.pid(), kind.describe(service));
    return new Running<>(
        settings,
        service,
        context.registerService(kind.type(), service, FrameworkUtil.asDictionary(properties)));
  }

  /** Those who use it let go of it first. */
  private void stop(Running<S, T> old) {
    if (old == null) {
      return;
    }
    unregister(old.registration());
    try {
      old.service().close();
    } catch (Exception e) {
      log.error("{} did not stop as it should", kind.pid(), e);
    }
  }

  private void unregister(ServiceRegistration<?> registration) {
    try {
      registration.unregister();
    } catch (IllegalStateException e) {
      log.debug("The container has done that already", e);
    }
  }

  /** Stops the service. */
  @Override
  public synchronized void close() {
    stop(running);
    running = null;
  }
}
