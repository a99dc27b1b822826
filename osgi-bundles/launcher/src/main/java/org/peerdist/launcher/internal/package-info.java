/** What the command line needs of threads, terminals, sockets and the virtual machine. */
package org.peerdist.launcher.internal;
