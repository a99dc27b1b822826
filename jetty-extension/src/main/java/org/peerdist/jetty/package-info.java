/**
 * Jetty handlers: the PeerDist content coding of an origin ([MS-PCCRTP]), and the retrieval server
 * of a peer.
 */
@Export
@Version("1.0.0")
package org.peerdist.jetty;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
