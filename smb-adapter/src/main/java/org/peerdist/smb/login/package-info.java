/**
 * How a client proves who it is: NTLM version 2 of [MS-NLMP], bare or in SPNEGO of RFC 4178 and
 * [MS-SPNG]. Pure code: time and randomness are handed in.
 *
 * <p>Version 1 of NTLM and LM are refused. There is no Kerberos: a client that prefers it is told
 * to go on with NTLM.
 */
package org.peerdist.smb.login;
