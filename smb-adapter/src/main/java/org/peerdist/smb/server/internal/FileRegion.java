package org.peerdist.smb.server.internal;

import java.nio.channels.FileChannel;

/**
 * Bytes of a file that go out without passing through memory.
 *
 * @param channel of the file
 * @param position of the first byte
 * @param count how many
 */
record FileRegion(FileChannel channel, long position, long count) {}
