/**
 * Services with an HTTP server of their own: a peer that offers a content cache, and a hosted
 * cache. They are put together from the handlers of {@code org.peerdist.jetty} and the rooms below;
 * the command line and OSGi containers run the same ones.
 */
@Export
@Version("1.0.0")
package org.peerdist.jetty.service;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
