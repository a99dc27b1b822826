/**
 * Retrieval of blocks from peers, [MS-PCCRR]: the messages, the encryption of blocks, and the logic
 * of both sides, with the limits on what is given to others.
 *
 * <p>Sockets live in {@code .internal} behind {@link org.peerdist.retrieval.RetrievalTransport};
 * the HTTP server is the caller's. The messages are pure. This package depends on {@code
 * org.peerdist.wire} and {@code org.peerdist.content}; it must not know discovery, caches or a web
 * server.
 *
 * <p>As a bundle it has Apache HttpCore inside, which is no bundle: {@code lib/httpcore5.jar}.
 */
@Export
@Version("1.0.0")
package org.peerdist.retrieval;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
