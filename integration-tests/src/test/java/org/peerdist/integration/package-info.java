/**
 * Stories across rooms: real commands, real files, real sockets, and hosts of their own where a
 * network matters.
 */
package org.peerdist.integration;
