package org.peerdist.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** What a disk does to the files of a closed cache. */
final class CacheFiles {
  private CacheFiles() {}

  static List<Path> containers(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".blocks")).sorted().toList();
    }
  }

  static void flipBit(Path file, long offset) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, offset);
      one.put(0, (byte) (one.get(0) ^ 4));
      channel.write(one.flip(), offset);
    }
  }

  static void truncate(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  static long bytesOnDisk(Path folder) throws IOException {
    long sum = 0;
    for (Path container : containers(folder)) {
      sum += Files.size(container);
    }
    return sum;
  }
}
