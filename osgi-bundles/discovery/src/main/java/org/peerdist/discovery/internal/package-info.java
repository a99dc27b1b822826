/**
 * The outside of discovery: network interfaces, multicast sockets, threads and timers. It knows
 * addresses and datagrams, and nothing of what is in them.
 */
package org.peerdist.discovery.internal;
