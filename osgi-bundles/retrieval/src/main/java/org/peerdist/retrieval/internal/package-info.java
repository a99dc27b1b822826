/** The HTTP connections of the retrieval client: the only sockets and clocks of this bundle. */
package org.peerdist.retrieval.internal;
