package org.peerdist.smb.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a file or folder of a share is.
 *
 * <pre>
 * smb://[domain;user[:password]@]host[:port]/share[/path]
 * </pre>
 *
 * @param domain the domain of the user, or an empty text
 * @param user the user, if there is one
 * @param password the password, if there is one; shown nowhere
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65,535
 * @param share the name of the share
 * @param path relative to the share, with backslashes; empty for its root
 */
public record SmbAddress(
    String domain,
    Optional<String> user,
    Optional<String> password,
    String host,
    int port,
    String share,
    String path) {
  /** The port of SMB over TCP. */
  public static final int DEFAULT_PORT = 445;

  /** POLICY: characters that no path on a share has, as [MS-FSCC] 2.1.5 says. */
  private static final String NOT_IN_NAMES = "\\:*?\"<>|";

  /**
   * Reads a URL.
   *
   * @param text the URL; special characters may be written as percent and two digits
   * @return the address
   * @throws IllegalArgumentException with one sentence, if it is none
   */
  public static SmbAddress parse(String text) {
    URI uri = uri(text);
    if (!"smb".equalsIgnoreCase(uri.getScheme()) || uri.getRawAuthority() == null) {
      throw wrong(uri, "it has to be smb://HOST/SHARE/PATH");
    }
    // URI takes the user for a part of the host where that has characters of Windows names.
    String raw = uri.getRawAuthority();
    int at = raw.lastIndexOf('@');
    URI host = uri("smb://" + raw.substring(at + 1) + "/");
    if (host.getHost() == null) {
      throw wrong(uri, "there is no host in it");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw wrong(uri, "? and # have to be written as %3F and %23");
    }
    String[] names = names(uri);
    return login(at < 0 ? "" : raw.substring(0, at))
        .at(host, names[0], names.length < 2 ? "" : names[1]);
  }

  /** Whose part of a URL it is, of which the password is shown nowhere. */
  private record Login(String domain, Optional<String> user, Optional<String> password) {
    SmbAddress at(URI host, String share, String path) {
      String name = host.getHost();
      return new SmbAddress(
          domain,
          user,
          password,
          name.startsWith("[") ? name.substring(1, name.length() - 1) : name,
          host.getPort() < 0 ? DEFAULT_PORT : host.getPort(),
          share,
          path);
    }
  }

  private static Login login(String raw) {
    if (raw.isEmpty()) {
      return new Login("", Optional.empty(), Optional.empty());
    }
    int colon = raw.indexOf(':');
    String name = decode(colon < 0 ? raw : raw.substring(0, colon));
    int semicolon = name.indexOf(';');
    return new Login(
        semicolon < 0 ? "" : name.substring(0, semicolon),
        Optional.of(name.substring(semicolon + 1)),
        colon < 0 ? Optional.empty() : Optional.of(decode(raw.substring(colon + 1))));
  }

  private static String decode(String raw) {
    return uri("smb:/" + raw).getPath().substring(1);
  }

  /** The share, and the path in it if there is one. */
  private static String[] names(URI uri) {
    String all = uri.getPath().replaceAll("/+", "/").replaceAll("^/|/$", "");
    String[] names = all.split("/", 2);
    if (names[0].isEmpty()) {
      throw wrong(uri, "there is no share in it");
    }
    if (all.chars().anyMatch(c -> c < ' ' || NOT_IN_NAMES.indexOf(c) >= 0)) {
      throw wrong(uri, "no name on a share has one of " + NOT_IN_NAMES);
    }
    for (String name : all.split("/", -1)) {
      if (name.equals(".") || name.equals("..")) {
        throw wrong(uri, "no name on a share is " + name);
      }
    }
    if (names.length == 2) {
      names[1] = names[1].replace('/', '\\');
    }
    return names;
  }

  private static URI uri(String text) {
    try {
      return new URI(text.replace(" ", "%20"));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("this is no URL: " + e.getReason(), e);
    }
  }

  private static IllegalArgumentException wrong(URI uri, String reason) {
    String shown = uri.toString().replaceFirst("//[^/]*@", "//");
    return new IllegalArgumentException("'" + shown + "' is no URL of a share: " + reason);
  }

  /**
   * Another file or folder of the same share.
   *
   * @param other relative to the share, with backslashes
   * @return its address
   */
  public SmbAddress withPath(String other) {
    return new SmbAddress(domain, user, password, host, port, share, other);
  }

  /**
   * The URL without user and password.
   *
   * @return for messages and reports
   */
  public URI url() {
    try {
      return new URI(
          "smb",
          null,
          host,
          port == DEFAULT_PORT ? -1 : port,
          "/" + share + (path.isEmpty() ? "" : "/" + path.replace('\\', '/')),
          null,
          null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The URL without user and password. */
  @Override
  public String toString() {
    return url().toString();
  }
}
