package org.peerdist.jetty.service;

import java.nio.ByteBuffer;
import org.peerdist.cache.SharedDownloads;
import org.peerdist.client.DownloadLog;
import org.peerdist.wire.WireFormatException;

/**
 * What commands that use the cache of this process downloaded, in a log.
 *
 * @param log takes it
 */
public record SharedDownloadLog(DownloadLog log) implements SharedDownloads {
  @Override
  public void begun() {
    log.begun();
  }

  @Override
  public void left() {
    log.left();
  }

  @Override
  public void told(ByteBuffer message) throws WireFormatException {
    log.add(DownloadMessage.read(message));
  }
}
