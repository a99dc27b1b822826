/**
 * The named pipe that tells clients which shares there are: DCE/RPC of C706 and [MS-RPCE] without
 * security, and three methods of [MS-SRVS]. Pure code.
 */
package org.peerdist.smb.pipe;
