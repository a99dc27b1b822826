package org.peerdist.jetty.osgi;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.peerdist.jetty.internal.Ticker;
import org.peerdist.jetty.service.HttpService;
import org.peerdist.jetty.status.RecentProblems;
import org.peerdist.jetty.status.StatusHandler.Viewers;
import org.peerdist.jetty.status.StatusPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A page about the services of a container, and the servers that show it. */
final class StatusView implements AutoCloseable {
  static final String PID = "org.peerdist.status";

  private static final Logger LOG = LoggerFactory.getLogger(StatusView.class);

  /** Whose errors are shown; others in the container have consoles of their own. */
  private static final String OURS = "org.peerdist";

  private final RecentProblems problems;
  private final RunningServices services;
  private final StatusPage page;
  private final Optional<Viewers> viewers;
  private final Ticker sampling;
  private final Map<Object, List<Runnable>> shown = new HashMap<>();

  private StatusView(Map<String, Object> properties, String version) {
    this.problems = RecentProblems.start(OURS);
    this.services = new RunningServices(version, problems);
    this.viewers = viewers(new Settings(properties));
    this.page = new StatusPage(services.board());
    this.sampling = Ticker.start("peerdist-status", page::sample, StatusPage.SECONDS);
  }

  /** Starts it without services. */
  static StatusView start(Map<String, Object> properties, String version) {
    return new StatusView(properties, version);
  }

  private static Optional<Viewers> viewers(Settings settings) {
    try {
      return settings.value("viewers", Optional.of(Viewers.LOCAL), StatusView::parse);
    } catch (SettingException e) {
      LOG.error(
          "{}: {}={}: {}; only this machine sees the page",
          PID,
          e.key(),
          settings.text(e.key()),
          e.getMessage());
      return Optional.of(Viewers.LOCAL);
    }
  }

  private static Optional<Viewers> parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "local" -> Optional.of(Viewers.LOCAL);
      case "all" -> Optional.of(Viewers.ALL);
      case "off" -> Optional.empty();
      default -> throw new IllegalArgumentException("'" + text + "' is none of local, all, off");
    };
  }

  StatusPage page() {
    return page;
  }

  /** What went wrong; whoever knows of more adds it. */
  RecentProblems problems() {
    return problems;
  }

  /** A service runs from now on. */
  synchronized <T> void add(Class<T> type, T service) {
    services.add(type, service);
    page.show(services.board());
  }

  /** A service does not run any more. */
  synchronized <T> void remove(Class<T> type, T service) {
    services.remove(type, service);
    page.show(services.board());
  }

  /** Its servers show the page. */
  synchronized void showAt(Object service, List<HttpService> servers) {
    viewers.ifPresent(
        who -> shown.put(service, servers.stream().map(server -> server.show(page, who)).toList()));
  }

  /** Its servers do not show the page any more. */
  synchronized void hideAt(Object service) {
    shown.getOrDefault(service, List.of()).forEach(Runnable::run);
    shown.remove(service);
  }

  @Override
  public synchronized void close() {
    sampling.close();
    shown.values().forEach(all -> all.forEach(Runnable::run));
    shown.clear();
    problems.close();
  }
}
