/**
 * What the modules of Jetty's {@code start.jar} set up: an origin for everything that a server
 * serves, a peer, and a hosted cache. Their XML files give the settings of the user's ini files to
 * the classes here.
 */
@Export
@Version("1.0.0")
package org.peerdist.jetty.module;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
