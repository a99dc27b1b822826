package org.peerdist.launcher.internal;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where logs go: to stderr, one line each, warnings only unless somebody asks for more. The virtual
 * machine creates it when the first line is logged, and not before.
 */
public final class LogSettings {
  private static final String FORMAT =
      "java.util.logging.SimpleFormatter.format"; // date, time, level, logger, message

  /** They warn of what strangers send, which would fill the log. */
  private static final List<String> TALKATIVE =
      List.of("org.eclipse.jetty.util.HostPort", "org.eclipse.jetty.http.HttpParser");

  /** It tells, with stack traces, what those who call it are told by exceptions. */
  private static final String SMBJ = "com.hierynomus";

  /**
   * Made late: the log manager starts with the first logger, and has to find the settings by then;
   * held, because otherwise they would be forgotten.
   */
  private static List<Logger> talkative;

  private static Logger smbj;

  /** Called by the log manager when it starts. */
  public LogSettings() {
    setLevel(Level.WARNING);
  }

  /** Makes the log manager use this, as soon as it starts. */
  public static void install() {
    setIfAbsent("java.util.logging.config.class", LogSettings.class.getName());
    setIfAbsent(FORMAT, "%1$tF %1$tT %4$s %3$s: %5$s%n");
    setIfAbsent("slf4j.provider", "org.slf4j.jul.JULServiceProvider");
    setIfAbsent("slf4j.internal.verbosity", "WARN");
  }

  /** Shows everything. */
  public static void verbose() {
    System.setProperty(FORMAT, "%1$tF %1$tT %4$s %3$s: %5$s%6$s%n");
    setLevel(Level.FINE);
  }

  private static void setIfAbsent(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }

  private static void setLevel(Level level) {
    Logger root = Logger.getLogger("");
    for (var old : root.getHandlers()) {
      root.removeHandler(old);
    }
    ConsoleHandler handler = new ConsoleHandler();
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(Level.WARNING);
    talkative = TALKATIVE.stream().map(Logger::getLogger).toList();
    talkative.forEach(logger -> logger.setLevel(Level.SEVERE));
    smbj = Logger.getLogger(SMBJ);
    smbj.setLevel(level.equals(Level.WARNING) ? Level.OFF : Level.WARNING);
    Logger.getLogger("org.peerdist").setLevel(level);
  }
}
