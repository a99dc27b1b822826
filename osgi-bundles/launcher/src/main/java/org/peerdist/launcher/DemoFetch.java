package org.peerdist.launcher;

import org.peerdist.client.DownloadReport;

/**
 * What a client of the demonstration fetched.
 *
 * @param client its name
 * @param report where the bytes came from
 * @param right whether the SHA-256 of the output is that of the content
 */
record DemoFetch(String client, DownloadReport report, boolean right) {
  /** The bytes that crossed the line to the origin for it. */
  long wanBytes() {
    return report.fromOrigin() + report.hashBytes();
  }
}
