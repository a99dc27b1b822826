package org.peerdist.configuration;

/** A setting is wrong, or can't be had on this machine. */
public final class SettingException extends Exception {
  private static final long serialVersionUID = 1;

  private final String key;

  /**
   * Names the setting.
   *
   * @param key its name
   * @param reason what is wrong with its value, without naming either
   */
  public SettingException(String key, String reason) {
    super(reason);
    this.key = key;
  }

  /**
   * The name of the setting.
   *
   * @return such as {@code listen}
   */
  public String key() {
    return key;
  }
}
