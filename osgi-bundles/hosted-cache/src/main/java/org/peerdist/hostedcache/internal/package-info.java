/** The threads, clocks and connections of the hosted cache and its client. */
package org.peerdist.hostedcache.internal;
