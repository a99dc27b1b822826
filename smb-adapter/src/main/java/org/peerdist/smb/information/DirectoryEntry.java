package org.peerdist.smb.information;

/**
 * What a listing tells of a file.
 *
 * @param name its name in the folder
 * @param created 100 ns since 1601, as the three that follow
 * @param accessed when it was last read
 * @param written when its bytes were last changed
 * @param changed when anything of it was last changed
 * @param size its length in bytes
 * @param allocation the bytes that it takes on the disk
 * @param attributes bits of {@link FileAttributes}
 * @param fileId what identifies the file in its volume
 */
public record DirectoryEntry(
    String name,
    long created,
    long accessed,
    long written,
    long changed,
    long size,
    long allocation,
    int attributes,
    long fileId) {}
