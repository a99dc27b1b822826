/** The command line. */
@Export
@Version("1.0.0")
package org.peerdist.launcher;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
