/** The engine of the client: its threads, its sockets, and the state machine that drives them. */
package org.peerdist.client.internal;
