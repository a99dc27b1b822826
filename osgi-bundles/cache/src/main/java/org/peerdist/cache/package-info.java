/** The content cache: verified segments and blocks on disk. */
@Export
@Version("1.0.0")
package org.peerdist.cache;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
