/**
 * The origin's side of the content coding ([MS-PCCRTP]): what a request asks for, which content an
 * answer is about to bring, and whether hashes go out instead. Knows no HTTP server: what a server
 * has of header fields comes in, and what it is to do goes out.
 */
@Export
@Version("1.0.0")
package org.peerdist.origin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
