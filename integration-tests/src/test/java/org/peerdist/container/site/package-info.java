/** A bundle of somebody else, which serves a content by the HTTP Whiteboard. */
package org.peerdist.container.site;
