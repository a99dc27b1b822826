/**
 * The command line: {@code hash}, {@code inspect}, {@code serve}, {@code get}, {@code peer} and
 * {@code demo}. It composes the other rooms, and adds options, output and exit codes; nothing here
 * knows a protocol.
 */
@Export
@Version("1.0.0")
package org.peerdist.launcher;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
