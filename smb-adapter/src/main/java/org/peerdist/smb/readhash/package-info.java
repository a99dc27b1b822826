/**
 * The messages with which a client asks a share for hashes, [MS-SMB2] 2.2.31.2 and 2.2.32.4, as
 * pure records: for both sides, without sockets, files or SMB frames.
 */
@Export
@Version("1.0.0")
package org.peerdist.smb.readhash;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
