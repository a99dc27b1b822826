/** What the handlers share, and nobody else needs. */
package org.peerdist.jetty.internal;
