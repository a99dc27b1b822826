/**
 * Bounds-checked reading and writing of binary protocol data, and immutable byte values.
 *
 * <p>Everything that arrives from a network passes through {@link org.peerdist.wire.WireReader}.
 * This package depends on the JDK alone, and knows no protocol.
 */
@Export
@Version("1.0.0")
package org.peerdist.wire;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
