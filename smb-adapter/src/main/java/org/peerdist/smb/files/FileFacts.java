package org.peerdist.smb.files;

/**
 * What [MS-SMB2] tells of a file in its answers to CREATE and CLOSE.
 *
 * @param created when it was made, in 100 ns since 1601, as the three that follow
 * @param accessed when it was last read
 * @param written when its bytes were last changed
 * @param changed when anything of it was last changed
 * @param allocation the bytes that it takes on the disk
 * @param size its length in bytes
 * @param attributes the file attributes of [MS-FSCC] 2.6
 */
public record FileFacts(
    long created,
    long accessed,
    long written,
    long changed,
    long allocation,
    long size,
    int attributes) {}
