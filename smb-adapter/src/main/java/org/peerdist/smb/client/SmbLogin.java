package org.peerdist.smb.client;

/** Who logs in at a server. Shows no password. */
public final class SmbLogin {
  /** How somebody proves who it is. */
  public enum Kind {
    /** As a guest, without a name. */
    GUEST,
    /** With a name and a password, by NTLM version 2. */
    PASSWORD,
    /** With the ticket of the machine's Kerberos, such as of {@code kinit}. */
    KERBEROS
  }

  private final Kind kind;
  private final String domain;
  private final String user;
  private final char[] password;

  private SmbLogin(Kind kind, String domain, String user, char[] password) {
    this.kind = kind;
    this.domain = domain;
    this.user = user;
    this.password = password.clone();
  }

  /**
   * Nobody in particular.
   *
   * @return a guest
   */
  public static SmbLogin guest() {
    return new SmbLogin(Kind.GUEST, "", "", new char[0]);
  }

  /**
   * A user with a password.
   *
   * @param domain the domain, or an empty text
   * @param user the name
   * @param password the password; copied
   * @return the login
   */
  public static SmbLogin password(String domain, String user, char[] password) {
    return new SmbLogin(Kind.PASSWORD, domain, user, password);
  }

  /**
   * Whoever has a Kerberos ticket on this machine.
   *
   * @return the login
   */
  public static SmbLogin kerberos() {
    return new SmbLogin(Kind.KERBEROS, "", "", new char[0]);
  }

  /**
   * How it is proved.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * The domain.
   *
   * @return a name, or an empty text
   */
  public String domain() {
    return domain;
  }

  /**
   * The user.
   *
   * @return a name; empty for a guest and for Kerberos
   */
  public String user() {
    return user;
  }

  /**
   * The password.
   *
   * @return a copy
   */
  public char[] password() {
    return password.clone();
  }

  @Override
  public String toString() {
    return switch (kind) {
      case GUEST -> "a guest";
      case PASSWORD -> "user " + (domain.isEmpty() ? user : domain + "\\" + user);
      case KERBEROS -> "the user of the Kerberos ticket";
    };
  }
}
