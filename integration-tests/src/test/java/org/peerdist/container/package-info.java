/** Stories of PeerDist as bundles in OSGi containers, which run inside the process of the test. */
package org.peerdist.container;
