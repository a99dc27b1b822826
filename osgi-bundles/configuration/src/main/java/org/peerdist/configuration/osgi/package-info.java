/** What components of OSGi containers share: a service that follows its configuration. */
@Export
@Version("1.0.0")
package org.peerdist.configuration.osgi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
