package org.peerdist.hashgen.osgi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.peerdist.hashgen.PublishingOptions;

/**
 * What is published, and how.
 *
 * @param state the folder for the hashes, and for the passphrase if it is made here
 * @param passphrase the file with the passphrase of the user, if there is one
 * @param folders whose files are hashed now and when they change
 * @param options what is made and kept
 */
record PublishingSettings(
    Path state, Optional<Path> passphrase, List<Path> folders, PublishingOptions options) {}
