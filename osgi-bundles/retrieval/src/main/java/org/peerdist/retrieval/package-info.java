/**
 * Retrieval of blocks from peers, [MS-PCCRR]: messages, block encryption, client and server logic.
 */
@Export
@Version("1.0.0")
package org.peerdist.retrieval;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
