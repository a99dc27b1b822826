/**
 * Shares with hashes: what [MS-SMB2] says of branch caching, for both sides of a share.
 *
 * <p>{@code readhash} has the messages of SRV_READ_HASH, {@code client} asks a share for them,
 * {@code server} is a file server that answers them, with {@code protocol} for its messages and
 * {@code files} for what lies behind a share, which is told in the words of {@code information}.
 * This room alone names smbj; no other room depends on it.
 */
@Export
@Version("1.0.0")
package org.peerdist.smb;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
