/** What of the files behind a share needs a thread: telling that a folder has changed. */
package org.peerdist.smb.files.internal;
