/**
 * What lies behind a share: a tree of files on any {@link java.nio.file.FileSystem}, with the
 * semantics of [MS-FSA] and the information classes of [MS-FSCC] that clients of [MS-SMB2] ask for.
 *
 * <p>Knows no connection, session or frame.
 */
@Export
@Version("1.0.0")
package org.peerdist.smb.files;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
