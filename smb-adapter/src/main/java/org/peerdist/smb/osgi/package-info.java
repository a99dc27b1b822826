/** The shares as a component of an OSGi container. Nothing else may depend on it. */
package org.peerdist.smb.osgi;
