/**
 * Content information, [MS-PCCRC]: what a content server says about a content so that it can be
 * found on, decrypted from and verified against peers.
 *
 * <p>This package is the single home of the hash formulas. It is pure: no socket, no file, no
 * clock, no randomness, no log. It depends on {@code org.peerdist.wire} alone.
 */
@Export
@Version("1.0.0")
package org.peerdist.content;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
