/**
 * The peer and the hosted cache as components of an OSGi container, each with an HTTP server of its
 * own. Nothing else may depend on them.
 */
package org.peerdist.jetty.osgi;
