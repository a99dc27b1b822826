/**
 * A client for shares that reads through the branch cache: it asks a share for the hashes of a file
 * ([MS-SMB2] 3.2.4.20.7), takes what it can from the own cache and those around by the Peer
 * Distribution API, and reads from the share only what nobody there has.
 *
 * <p>Shares that give no hashes are read as any client reads them.
 *
 * <p>smbj and ASN-One have no OSGi headers, and MBassador wants a package that containers lack:
 * they are packed into the bundle.
 */
@Export
@Version("1.0.0")
package org.peerdist.smb.client;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
