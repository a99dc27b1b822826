package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongConsumer;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.internal.HashWorkers;

/**
 * Makes content information from contents: all versions that are wanted from one pass over the
 * bytes, on all processors, in memory that does not depend on the length of the content.
 *
 * <p>Safe for use by many threads; all passes share the threads of the generator.
 */
public final class HashGenerator implements AutoCloseable {
  private final HashingRecipe recipe;
  private final HashWorkers workers;

  /**
   * Creates a generator and its threads.
   *
   * @param passphrase what the server's secrets are derived from
   * @param options how to hash
   */
  public HashGenerator(ServerPassphrase passphrase, HashingOptions options) {
    this.recipe = new HashingRecipe(passphrase, options.version1Algorithm());
    // The caller reads and cuts, and hashes only when these are all busy.
    this.workers = new HashWorkers(options.threads());
  }

  /**
   * Hashes a file.
   *
   * @param content the file
   * @param outputs for each version that is wanted, the file to write its content information to; a
   *     regular file appears there whole or not at all
   * @return the number of bytes that were hashed, 1 or more
   * @throws EmptyContentException if there are none: nothing describes an empty content
   * @throws IOException if a file can't be read or written; no output is left behind then
   */
  public long hashFile(Path content, Map<ContentVersion, Path> outputs) throws IOException {
    return hashFile(content, outputs, done -> {});
  }

  /**
   * Hashes a file, and tells how far it is.
   *
   * @param content the file
   * @param outputs for each version that is wanted, the file to write its content information to; a
   *     regular file appears there whole or not at all
   * @param progress is told now and then, by the caller's thread, how many bytes are on their way;
   *     what it throws ends the hashing
   * @return the number of bytes that were hashed, 1 or more
   * @throws EmptyContentException if there are none: nothing describes an empty content
   * @throws IOException if a file can't be read or written; no output is left behind then
   */
  public long hashFile(Path content, Map<ContentVersion, Path> outputs, LongConsumer progress)
      throws IOException {
    return hash(HashInput.of(content), outputs, progress);
  }

  long hash(HashInput content, Map<ContentVersion, Path> outputs, LongConsumer progress)
      throws IOException {
    try (ReadableByteChannel channel = content.opener().open();
        HashingPass pass = startPass(outputs)) {
      pass.readAll(channel, progress);
      return pass.finish();
    } catch (EmptyContentException e) {
      throw new EmptyContentException(content.place() + " is empty: there is nothing to hash");
    }
  }

  /**
   * Starts to hash bytes that come from somewhere else.
   *
   * @param outputs for each version that is wanted, the file to write its content information to
   * @return a pass, to be closed
   * @throws IOException if an output can't be written
   */
  public HashingPass startPass(Map<ContentVersion, Path> outputs) throws IOException {
    return new HashingPass(recipe, workers, outputs);
  }

  /** Ends the threads. Passes under way go on with the threads of their callers. */
  @Override
  public void close() {
    workers.close();
  }
}
