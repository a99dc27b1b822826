/** Connections, threads and clocks of the client for shares, and what needs no more than those. */
package org.peerdist.smb.client.internal;
