/** How the content cache lies on disk: containers, their headers, the index, and its thread. */
package org.peerdist.cache.internal;
