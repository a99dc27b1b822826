/**
 * What lies behind a share: a tree of files on any {@link java.nio.file.FileSystem}, with the
 * semantics of [MS-FSA] and the information classes of [MS-FSCC] that clients of [MS-SMB2] ask for.
 *
 * <p>Knows no connection, session or frame.
 */
package org.peerdist.smb.files;
