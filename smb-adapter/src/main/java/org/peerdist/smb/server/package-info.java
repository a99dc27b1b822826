/**
 * A file server for SMB 2.1, 3.0, 3.0.2 and 3.1.1 over TCP that can answer FSCTL_SRV_READ_HASH.
 *
 * <p>{@link org.peerdist.smb.server.HashPublisher} is where the hashes come from; the server itself
 * knows nothing about them. Clients log in with NTLM version 2, bare or in SPNEGO; requests are
 * signed with HMAC-SHA256, AES-CMAC or AES-GMAC and encrypted with AES-CCM or AES-GCM of 128 or 256
 * bits.
 *
 * <p>What is not there, and what a client is told instead:
 *
 * <ul>
 *   <li>SMB 1 and SMB 2.0.2: NOT_SUPPORTED, or the end of the connection. A client that begins with
 *       the NEGOTIATE of SMB 1 and knows SMB 2 goes on in SMB 2.
 *   <li>Kerberos: it goes on with NTLM. NTLM version 1 and LM: LOGON_FAILURE.
 *   <li>Oplocks, leases, durable and persistent handles: they are not granted.
 *   <li>Several connections for a session: REQUEST_NOT_ACCEPTED. RDMA, QUIC, compression: not
 *       negotiated.
 *   <li>DFS: FS_DRIVER_REQUIRED. Copies by the server, sparse files and other controls:
 *       INVALID_DEVICE_REQUEST.
 *   <li>Security descriptors, quotas and labels are not changed: NOT_SUPPORTED. Extended attributes
 *       and named streams: as the files of the share have it; those that a file is to be made with:
 *       EAS_NOT_SUPPORTED.
 *   <li>Older states of files: OBJECT_NAME_NOT_FOUND.
 *   <li>Named pipes other than srvsvc: OBJECT_NAME_NOT_FOUND. Of that, NetrShareEnum,
 *       NetrShareGetInfo (levels 0 and 1) and NetrServerGetInfo (100 and 101).
 *   <li>Who may do what is a matter of the share, not of the file: users read, and write if the
 *       share is writable; guests, if there are any, read.
 * </ul>
 *
 * <p>Of the tests of smbtorture 4.17 those pass that do not want what is not there: oplocks, leases
 * and resilient handles; security descriptors that can be changed; named streams; extended
 * attributes; quotas; object ids; short names; times of creation that can be set. A list with the
 * reason of each that is left out is where the tests of this package are, smbtorture.txt.
 */
@Export
@Version("1.0.0")
package org.peerdist.smb.server;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
