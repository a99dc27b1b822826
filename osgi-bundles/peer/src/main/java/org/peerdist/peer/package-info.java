/**
 * What a peer offers of its content cache: which segments there are, for those who discover, and
 * their blocks, for those who fetch. Nothing here listens; who has a server puts these into it.
 */
@Export
@Version("1.0.0")
package org.peerdist.peer;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
