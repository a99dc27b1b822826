package org.peerdist.cache.osgi;

import java.nio.file.Path;
import org.peerdist.cache.CacheOptions;

/**
 * Where a content cache is, and how it is kept.
 *
 * @param folder the folder
 * @param options the limits
 */
record CacheSettings(Path folder, CacheOptions options) {}
