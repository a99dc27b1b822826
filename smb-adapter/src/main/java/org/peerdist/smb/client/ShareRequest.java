package org.peerdist.smb.client;

import java.time.Duration;
import org.peerdist.client.DownloadTarget;
import org.peerdist.client.ProgressListener;

/**
 * One download from a share.
 *
 * @param path relative to the share, with backslashes
 * @param target where the bytes go; the caller closes it
 * @param listener is told how it goes on
 * @param withSha256 whether the SHA-256 of the content is computed, which costs time
 * @param hashWait how long to wait, after the last byte, for hashes of a file that had none yet, so
 *     that others can have it from here; zero not to wait
 */
public record ShareRequest(
    String path,
    DownloadTarget target,
    ProgressListener listener,
    boolean withSha256,
    Duration hashWait) {}
