/**
 * What a server does, for those who run it: a page, and the same numbers for programs. It knows
 * nothing of what it shows; whoever runs something says what there is to see.
 */
@Export
@Version("1.0.0")
package org.peerdist.jetty.status;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
