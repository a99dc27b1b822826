package org.peerdist.client;

/**
 * What a hosted cache was given.
 *
 * @param download how the content came here first
 * @param segments the number of its segments; 0 if its origin gives no hashes
 * @param missing how many of them the hosted cache did not fetch
 */
public record PushReport(DownloadReport download, int segments, int missing) {}
