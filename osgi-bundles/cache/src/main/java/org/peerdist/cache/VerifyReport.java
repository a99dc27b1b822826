package org.peerdist.cache;

/**
 * What a look at everything in a content cache found.
 *
 * @param segments the segments that were there
 * @param blocks the blocks that were there, with the damaged ones
 * @param hashedBlocks those of them that were held against their hash; the others only against
 *     their checksum, because their hash is not known
 * @param bytes the bytes that were read
 * @param damagedBlocks the blocks that were damaged, and dropped
 */
public record VerifyReport(
    long segments, long blocks, long hashedBlocks, long bytes, long damagedBlocks) {}
