package org.peerdist.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.content.ContentRange;

/** Bytes of a content that can't be verified yet, in a file that nobody sees. For one thread. */
final class HeldData implements AutoCloseable {
  /** POLICY: no more than this part of the free space. */
  private static final int PART_OF_FREE_SPACE = 4;

  /** The ends of what is here, by its starts; ranges that touch are one. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  private FileChannel channel;
  private long most;
  private long bytes;

  /** How many bytes are here. */
  long bytes() {
    return bytes;
  }

  void put(long offset, ByteBuffer data) throws IOException {
    if (channel == null) {
      Path file = Files.createTempFile("peerdist-", ".data");
      most = Files.getFileStore(file).getUsableSpace() / PART_OF_FREE_SPACE;
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.SPARSE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }
    if (bytes + data.remaining() > most) {
      throw new PeerDistException(
          PeerDistError.SERVICE_UNAVAILABLE,
          "no room for more than " + most + " bytes that can't be verified yet");
    }
    long end = offset + data.remaining();
    ByteBuffer from = data.duplicate();
    for (long at = offset; from.hasRemaining(); ) {
      at += channel.write(from, at);
    }
    add(offset, end);
  }

  private void add(long start, long end) {
    long from = start;
    long to = end;
    Map.Entry<Long, Long> other = ranges.floorEntry(to);
    while (other != null && other.getValue() >= from) {
      from = Math.min(from, other.getKey());
      to = Math.max(to, other.getValue());
      ranges.remove(other.getKey());
      bytes -= other.getValue() - other.getKey();
      other = ranges.floorEntry(to);
    }
    ranges.put(from, to);
    bytes += to - from;
  }

  boolean has(ContentRange range) {
    Map.Entry<Long, Long> entry = ranges.floorEntry(range.start());
    return entry != null && entry.getValue() >= range.end();
  }

  /** Takes bytes away that are all here. */
  ByteBuffer take(ContentRange range) throws IOException {
    ByteBuffer data = ByteBuffer.allocate((int) range.length());
    while (data.hasRemaining()) {
      if (channel.read(data, range.start() + data.position()) < 0) {
        throw new IOException("bytes that were held are not there any more");
      }
    }
    Map.Entry<Long, Long> entry = ranges.floorEntry(range.start());
    ranges.remove(entry.getKey());
    bytes -= range.length();
    if (entry.getKey() < range.start()) {
      ranges.put(entry.getKey(), range.start());
    }
    if (entry.getValue() > range.end()) {
      ranges.put(range.end(), entry.getValue());
    }
    return data.flip();
  }

  /** What is here now. */
  List<ContentRange> ranges() {
    List<ContentRange> all = new ArrayList<>();
    ranges.forEach((start, end) -> all.add(ContentRange.ofEnd(start, end)));
    return all;
  }

  @Override
  public void close() throws IOException {
    ranges.clear();
    bytes = 0;
    if (channel != null) {
      channel.close();
    }
  }
}
