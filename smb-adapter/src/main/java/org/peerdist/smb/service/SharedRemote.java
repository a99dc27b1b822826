package org.peerdist.smb.service;

import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;

/**
 * A folder of a share of another server under a name.
 *
 * @param name the name of the share here
 * @param address what is in it
 * @param login who all clients are on that server
 */
public record SharedRemote(String name, SmbAddress address, SmbLogin login) {
  private static final String SCHEME = "smb:";

  /**
   * Whether what a user wrote is on another server.
   *
   * @param text NAME=DIR or NAME=URL
   * @return whether it is the second
   */
  public static boolean isMeant(String text) {
    return text.regionMatches(true, text.indexOf('=') + 1, SCHEME, 0, SCHEME.length());
  }

  /**
   * Reads what a user wrote.
   *
   * @param text NAME=smb://[USER@]HOST/SHARE[/FOLDER]
   * @return the folder, for guests
   * @throws IllegalArgumentException with one sentence, if it is none
   */
  public static SharedRemote parse(String text) {
    int equals = text.indexOf('=');
    SmbAddress address = SmbAddress.parse(text.substring(equals + 1));
    if (equals < 1) {
      throw new IllegalArgumentException("'" + address + "' needs a name: NAME=" + address);
    }
    return new SharedRemote(text.substring(0, equals), address, SmbLogin.guest());
  }

  /**
   * The same folder for others.
   *
   * @param user who all clients are on that server
   * @return the folder
   */
  public SharedRemote as(SmbLogin user) {
    return new SharedRemote(name, address, user);
  }
}
