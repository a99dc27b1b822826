/**
 * A file server for SMB 2.1 to 3.1.1 that can answer FSCTL_SRV_READ_HASH.
 *
 * <p>{@link org.peerdist.smb.server.HashPublisher} is where the hashes come from; the server itself
 * knows nothing about them.
 */
@Export
@Version("1.0.0")
package org.peerdist.smb.server;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
