/** The companion client: gives contents from own cache, peers and origin. */
@Export
@Version("1.0.0")
package org.peerdist.client;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
