package org.peerdist.api;

/**
 * A content that is published.
 *
 * @param id its label
 * @param length its length in bytes, 1 or more
 * @param lasting whether it stays after the end of the session
 */
public record PublishedContent(ContentId id, long length, boolean lasting) {}
