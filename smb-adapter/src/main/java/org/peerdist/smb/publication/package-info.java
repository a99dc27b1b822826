/**
 * The hashes that shares give out: what [MS-SMB2] 3.3.5.15.7 says of FSCTL_SRV_READ_HASH, on the
 * publication cache that HTTP origins use too.
 *
 * <p>Knows no connection and no frame; the file server calls it as its {@link
 * org.peerdist.smb.server.HashPublisher}.
 */
@Export
@Version("1.0.0")
package org.peerdist.smb.publication;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
