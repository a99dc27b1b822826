/**
 * Shares whose files are on another server: what clients ask is asked there, with one user for all.
 * So an old server gets hashes, and a near place to read from.
 */
package org.peerdist.smb.gateway;
