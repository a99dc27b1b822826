/** Threads, watches and the index file of the hash generator. Not part of the API. */
package org.peerdist.hashgen.internal;
