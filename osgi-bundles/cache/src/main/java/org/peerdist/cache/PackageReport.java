package org.peerdist.cache;

/**
 * What was written to a package, or read from it.
 *
 * @param segments the segments
 * @param blocks the blocks
 * @param bytes the bytes of the blocks
 * @param knownBlocks the blocks that the cache had already when they were imported
 * @param leftOut the segments that were not exported, for there is not enough of them to prove the
 *     rest
 */
public record PackageReport(
    long segments, long blocks, long bytes, long knownBlocks, long leftOut) {}
