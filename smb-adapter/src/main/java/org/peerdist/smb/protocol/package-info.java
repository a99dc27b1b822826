/**
 * The messages of [MS-SMB2] 2.2 as records that are read and written by pure code, and what belongs
 * to them: status values, dialects, signing and encryption of frames.
 *
 * <p>A message is read from its header on: offsets in it count from there. Each {@code read} takes
 * the whole message and checks what it claims against what is there before it allocates.
 */
@Export
@Version("1.0.0")
package org.peerdist.smb.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
