/**
 * The server itself: {@code Listener} and {@code Connection} have the sockets and threads, {@code
 * Conversation} takes frames, {@code Dispatcher} and {@code Admission} check requests, handlers
 * carry them out, {@code Answers} signs, encrypts and sends.
 *
 * <p>A connection has one worker at most at any time, so that its state needs no locks; what comes
 * from elsewhere (a lock that is free, a change in a folder, the end of a delay) is posted to it.
 * While an answer cannot be sent, no request is read.
 */
package org.peerdist.smb.server.internal;
