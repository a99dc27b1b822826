/**
 * What other bundles give to PeerDist, or hear from it, as services of an OSGi container that it
 * looks for: the whiteboard pattern. Who is not in a container can call the services themselves.
 * Depends on nothing of OSGi at run time.
 */
@Export
@Version("1.0.0")
package org.peerdist.api.whiteboard;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
