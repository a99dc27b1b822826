/**
 * The companion client: gives the bytes of a URL in the order own cache, named peers, hosted cache,
 * peers found by discovery, origin. It speaks the client's side of [MS-PCCRTP] and composes the
 * rooms of discovery, retrieval and cache. Threads, sockets and the clock are in the {@code
 * internal} package; nothing here depends on an HTTP server.
 */
@Export
@Version("1.0.0")
package org.peerdist.client;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
