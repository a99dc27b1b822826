/** A bundle of somebody else, which uses PeerDist by its services. */
package org.peerdist.container.guest;
