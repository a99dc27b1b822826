/** From bytes to content information: segmentation, parallel hashing, and the publication cache. */
@Export
@Version("1.0.0")
package org.peerdist.hashgen;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
