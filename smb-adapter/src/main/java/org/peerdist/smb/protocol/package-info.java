/**
 * The messages of [MS-SMB2] 2.2 as records that are read and written by pure code, and what belongs
 * to them: status values, dialects, signing and encryption of frames.
 */
package org.peerdist.smb.protocol;
