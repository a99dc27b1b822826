package org.peerdist.configuration.osgi;

import java.io.IOException;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;

/**
 * How a service is made from its settings.
 *
 * @param <S> the settings, read; equal ones make the same service
 * @param <T> the service
 */
public interface ServiceKind<S, T extends AutoCloseable> {
  /**
   * The persistent identity of its configuration.
   *
   * @return such as {@code org.peerdist.peer}
   */
  String pid();

  /**
   * The type under which others find it.
   *
   * @return the type
   */
  Class<T> type();

  /**
   * Reads settings, and touches nothing outside.
   *
   * @param settings as they were written
   * @return what they mean
   * @throws SettingException if one is wrong
   */
  S read(Settings settings) throws SettingException;

  /**
   * Starts a service.
   *
   * @param settings how
   * @return the running service
   * @throws SettingException if a setting can't be had on this machine
   * @throws IOException if it fails for another reason
   */
  T start(S settings) throws SettingException, IOException;

  /**
   * Whether a service can't be started before another one has stopped, because both would have the
   * same folder or address.
   *
   * @param one settings of one
   * @param other settings of the other
   * @return true if they exclude each other
   */
  boolean exclude(S one, S other);

  /**
   * What to say of a service that has started, such as where it listens.
   *
   * @param service the running service
   * @return what follows "runs" in the log, such as {@code " at http://127.0.0.1:80/"}; empty for
   *     nothing
   */
  default String describe(T service) {
    return "";
  }
}
