package org.peerdist.cache;

import java.nio.file.Path;

/**
 * A folder of a content cache, as it was when it was asked.
 *
 * @param path where it is
 * @param limit the most bytes that its containers may take
 * @param size the bytes that they take, with what is no longer needed in them
 * @param writable whether blocks are stored in it; false after an error, until it was tried again
 */
public record FolderStatus(Path path, long limit, long size, boolean writable) {}
