package org.peerdist.smb.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** What a client of others really sends. */
public final class RecordedFrames {
  private RecordedFrames() {}

  /** The frames of one client, without their lengths. */
  public static List<byte[]> ofSmbclient() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                RecordedFrames.class.getResourceAsStream("smbclient-frames.txt"),
                StandardCharsets.US_ASCII))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(HexFormat.of()::parseHex)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
