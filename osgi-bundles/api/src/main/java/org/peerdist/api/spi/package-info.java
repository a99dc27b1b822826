/**
 * For those who implement the Peer Distribution API: the status of services, and the lives of
 * sessions and of what is opened with them. Users of the API need {@link
 * org.peerdist.api.spi.StatusSource} only where they make a service themselves.
 */
@Export
@Version("1.0.0")
package org.peerdist.api.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
