/**
 * Settings as users write them, on a command line or in a file: their forms, and what is said about
 * wrong ones. Depends on the JDK alone; the package {@code osgi} inside on OSGi.
 */
@Export
@Version("1.0.0")
package org.peerdist.configuration;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
