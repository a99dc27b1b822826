/** A bundle of somebody else, which hears what PeerDist does. */
package org.peerdist.container.hearing;
