/** What of a gateway waits and looks at the clock: connecting again, and looking for new files. */
package org.peerdist.smb.gateway.internal;
