/**
 * The content cache: verified segments and blocks on disk, for {@code get}, {@code peer} and the
 * hosted cache.
 *
 * <p>A folder holds container files, which are appended to and never changed, and an index of the
 * segments in an H2 MVStore. Containers hold each block in one piece, behind a small header; the
 * index holds one entry for each segment, with its secret and the place of each of its blocks.
 * Blocks are gathered in memory and written half a mebibyte at a time, or after half a second;
 * their index entries follow, so that after a sudden end of the process nothing but the last second
 * is missing. Whatever an index entry points to is checked when it is read.
 *
 * <p>A hosted cache also keeps blocks that it has no hash and no key for: these are {@link
 * OpaqueBlocks}, apart from the verified ones and under the same limits.
 *
 * <p>Depends on {@code content} only; never on sockets, and never on who asks for blocks or brings
 * them.
 */
@Export
@Version("1.0.0")
package org.peerdist.cache;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
