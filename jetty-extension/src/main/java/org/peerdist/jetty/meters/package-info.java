/**
 * The counters of peers, hosted caches and clients for Micrometer, under {@code peerdist.}; only
 * for applications that have Micrometer.
 */
@Export
@Version("1.0.0")
package org.peerdist.jetty.meters;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
