/** Folders that are shared, as one thing that is started and closed: the server with its hashes. */
@Export
@Version("1.0.0")
package org.peerdist.smb.service;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
