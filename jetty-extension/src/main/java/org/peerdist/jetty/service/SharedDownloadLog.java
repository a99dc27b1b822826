package org.peerdist.jetty.service;

import java.nio.ByteBuffer;
import org.peerdist.cache.SharedDownloads;
import org.peerdist.client.DownloadLog;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.Quorum;
import org.peerdist.wire.WireFormatException;

/**
 * What commands that use the cache of this process downloaded, in a log, and what they take a part
 * in.
 *
 * @param log takes what they downloaded
 * @param quorum limits what the responder of this process tells
 */
public record SharedDownloadLog(DownloadLog log, Quorum quorum) implements SharedDownloads {
  @Override
  public void begun() {
    log.begun();
  }

  @Override
  public void left() {
    log.left();
  }

  @Override
  public void announced(SegmentId sign) {
    quorum.announce(sign);
  }

  @Override
  public void withdrawn(SegmentId sign) {
    quorum.withdraw(sign);
  }

  @Override
  public void told(ByteBuffer message) throws WireFormatException {
    log.add(DownloadMessage.read(message));
  }
}
