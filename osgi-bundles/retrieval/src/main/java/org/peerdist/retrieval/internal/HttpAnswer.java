package org.peerdist.retrieval.internal;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An HTTP response.
 *
 * @param status the status code
 * @param body the body of a response with status 200; nothing if it was longer than any message
 */
record HttpAnswer(int status, Optional<ByteBuffer> body) {}
