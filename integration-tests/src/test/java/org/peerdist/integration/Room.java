package org.peerdist.integration;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The rooms of the house, from the ground up, and which rooms each of them may see. The values of
 * {@code wire} are part of what {@code content} says, so whoever sees one sees both.
 */
enum Room {
  WIRE(""),
  CONFIGURATION(""),
  CONTENT("wire"),
  API("wire content"),
  HASHGEN("wire content configuration api"),
  DISCOVERY("wire content"),
  RETRIEVAL("wire content"),
  CACHE("wire content configuration"),
  HOSTEDCACHE("wire content retrieval cache"),
  PEER("wire content discovery retrieval cache"),
  CLIENT("wire content configuration api hashgen discovery retrieval cache hostedcache"),
  ORIGIN("wire content api hashgen"),
  SERVLET("wire content api hashgen origin"),
  JETTY(
      "wire content configuration api hashgen origin discovery retrieval cache hostedcache peer"
          + " client"),
  SMB("wire content api configuration hashgen client"),
  LAUNCHER("");

  /** Names of rooms with spaces between them. */
  private final String seen;

  Room(String seen) {
    this.seen = seen;
  }

  /** The package of the room, and the packages below it. */
  String packages() {
    return packages(name().toLowerCase(Locale.ROOT));
  }

  /** The packages of this project that code of the room may name. */
  String[] visiblePackages() {
    if (this == LAUNCHER) {
      return new String[] {"org.peerdist.."};
    }
    return Stream.concat(Stream.of(name().toLowerCase(Locale.ROOT)), Arrays.stream(seen.split(" ")))
        .filter(room -> !room.isEmpty())
        .map(Room::packages)
        .toArray(String[]::new);
  }

  private static String packages(String room) {
    return "org.peerdist." + room + "..";
  }
}
