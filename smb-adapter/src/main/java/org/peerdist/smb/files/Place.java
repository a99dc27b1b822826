package org.peerdist.smb.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a file is: the names on the disk that lead to it from the root of the share, none of which
 * is a link. Without names it is the root.
 *
 * @param names as on the disk
 */
record Place(List<String> names) {
  static final Place ROOT = new Place(List.of());

  Place {
    names = List.copyOf(names);
  }

  boolean isRoot() {
    return names.isEmpty();
  }

  /** The last name; not of the root. */
  String name() {
    return names.get(names.size() - 1);
  }

  /** The folder that it is in; not of the root. */
  Place parent() {
    return new Place(names.subList(0, names.size() - 1));
  }

  Place child(String name) {
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    return new Place(longer);
  }

  /** Whether it is somewhere in a folder. */
  boolean isBelow(Place folder) {
    return names.size() > folder.names.size()
        && names.subList(0, folder.names.size()).equals(folder.names);
  }

  Path in(Path root) {
    Path path = root;
    for (String name : names) {
      path = path.resolve(name);
    }
    return path;
  }

  /** As clients write it, with backslashes between the names. */
  String onWire() {
    return names.stream().map(NameMapping::toWire).collect(Collectors.joining("\\"));
  }
}
