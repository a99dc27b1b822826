package org.peerdist.smb.files;

import java.nio.file.attribute.BasicFileAttributes;
import org.peerdist.smb.information.DirectoryEntry;
import org.peerdist.smb.information.FileAttributes;
import org.peerdist.smb.information.WindowsTime;

/**
 * A file or folder as it was at a moment.
 *
 * @param basic what the file system says
 * @param stored the DOS attributes that the file system keeps for it
 * @param hidden whether its name hides it
 * @param key what it is, whatever its name: by this, opens of one file find each other
 */
record FileState(BasicFileAttributes basic, int stored, boolean hidden, Object key) {
  /** The unit in which sizes on the disk are told. */
  static final int CLUSTER = 4096;

  boolean isDirectory() {
    return basic.isDirectory();
  }

  boolean isReadOnly() {
    return (stored & FileAttributes.READONLY) != 0;
  }

  /** What identifies the file in its volume, 64 bits of which the first is 0. */
  long fileId() {
    return idOf(key);
  }

  /**
   * A number for a key. Keys tell themselves by their text only, such as {@code (dev=1,ino=2)}; it
   * takes 2<sup>31</sup> files in a share until two of them are likely to have one number.
   */
  static long idOf(Object key) {
    long hash = 0xCBF2_9CE4_8422_2325L;
    String text = key.toString();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100_0000_01B3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
    hash = (hash ^ (hash >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
    return (hash ^ (hash >>> 33)) >>> 1;
  }

  long size() {
    return isDirectory() ? 0 : basic.size();
  }

  long allocation() {
    return allocation(size());
  }

  static long allocation(long size) {
    return size > Long.MAX_VALUE - CLUSTER ? size : (size + CLUSTER - 1) / CLUSTER * CLUSTER;
  }

  int attributes() {
    int attributes = stored;
    attributes |= isDirectory() ? FileAttributes.DIRECTORY : 0;
    attributes |= hidden ? FileAttributes.HIDDEN : 0;
    return attributes == 0 ? FileAttributes.NORMAL : attributes;
  }

  /** With a size that is newer than the rest. */
  FileFacts facts(long size) {
    long written = WindowsTime.of(basic.lastModifiedTime());
    return new FileFacts(
        WindowsTime.of(basic.creationTime()),
        WindowsTime.of(basic.lastAccessTime()),
        written,
        written,
        allocation(size),
        size,
        attributes());
  }

  DirectoryEntry entry(String name) {
    FileFacts facts = facts(size());
    return new DirectoryEntry(
        name,
        facts.created(),
        facts.accessed(),
        facts.written(),
        facts.changed(),
        facts.size(),
        facts.allocation(),
        facts.attributes(),
        fileId());
  }
}
