package org.peerdist.smb.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is open in a share. Whoever opens, closes, renames or deletes holds its monitor meanwhile,
 * so that each sees what the others did.
 */
final class OpenTable {
  private final Map<Object, SharedFile> files = new HashMap<>();

  /** The file with a key, open or not. */
  SharedFile file(Object key) {
    SharedFile file = files.get(key);
    return file == null ? new SharedFile(key) : file;
  }

  boolean isDeletePending(Object key) {
    return file(key).isDeletePending();
  }

  void add(NioOpenFile open) {
    files.putIfAbsent(open.file().key(), open.file());
    open.file().opens().add(open);
  }

  void remove(NioOpenFile open) {
    open.file().opens().remove(open);
    if (open.file().opens().isEmpty()) {
      files.remove(open.file().key(), open.file());
    }
  }

  /** Makes a file unknown whose name is gone, whoever still has it open. */
  void forget(SharedFile file) {
    files.remove(file.key(), file);
  }

  /** Renames a file where the name is what it is known by. */
  void changeKey(SharedFile file, Object key) {
    if (!file.key().equals(key)) {
      files.remove(file.key(), file);
      file.setKey(key);
      files.put(key, file);
    }
  }

  /** Whether anything below a folder is open. */
  boolean hasOpenBelow(Place folder) {
    for (SharedFile file : files.values()) {
      for (NioOpenFile open : file.opens()) {
        if (open.place().isBelow(folder)) {
          return true;
        }
      }
    }
    return false;
  }

  /** All opens, for the end. */
  List<NioOpenFile> all() {
    List<NioOpenFile> all = new ArrayList<>();
    files.values().forEach(file -> all.addAll(file.opens()));
    return all;
  }
}
