/**
 * The hosted cache, [MS-PCHC]: clients of a branch offer what they have fetched to one machine of
 * it, which pulls it from them and gives it to the others. The messages, the logic of both sides,
 * and how a hosted cache is announced and found.
 *
 * <p>Sockets, threads and clocks live in {@code .internal}; the HTTP server is the caller's. The
 * messages are pure. This package depends on {@code wire}, {@code content}, {@code retrieval} and
 * {@code cache}; it must not know discovery, downloads or a web server.
 */
@Export
@Version("1.0.0")
package org.peerdist.hostedcache;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
