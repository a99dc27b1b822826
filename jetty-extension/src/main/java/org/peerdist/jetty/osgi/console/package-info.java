/**
 * What other bundles of an OSGi container show and ask about the services of this project: the web
 * console, health checks, the inventory and the events of Apache Felix and its like. Each of them
 * is there where the bundle is that wants it; all imports of that are optional. Nothing else may
 * depend on it.
 */
package org.peerdist.jetty.osgi.console;
