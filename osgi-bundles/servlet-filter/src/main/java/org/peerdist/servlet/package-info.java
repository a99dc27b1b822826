/**
 * The PeerDist content coding ([MS-PCCRTP]) as a servlet filter, for containers that take no
 * handler of Jetty. Depends on the servlet API and on the decisions of an origin, on no container.
 */
@Export
@Version("1.0.0")
package org.peerdist.servlet;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
