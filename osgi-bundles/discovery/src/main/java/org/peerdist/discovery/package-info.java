/**
 * Discovery of peers, [MS-PCCRD]: the messages {@link org.peerdist.discovery.Probe} and {@link
 * org.peerdist.discovery.ProbeMatch}, the {@link org.peerdist.discovery.Prober} that asks a network
 * who has segments, and the {@link org.peerdist.discovery.Responder} that answers; what a client
 * remembers of the answers ({@link org.peerdist.discovery.DiscoveryCache}), and when so many have a
 * segment that one more need not answer ({@link org.peerdist.discovery.Quorum}).
 *
 * <p>It may use {@code org.peerdist.wire} and {@code org.peerdist.content}; it must not know
 * retrieval, caches or a client. Sockets, threads and the clock are in the {@code internal}
 * package.
 */
@Export
@Version("1.0.0")
package org.peerdist.discovery;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
