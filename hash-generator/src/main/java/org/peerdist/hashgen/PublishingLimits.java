package org.peerdist.hashgen;

/**
 * How much hashing may go on for publication.
 *
 * @param threads files that are hashed at once, 1 or more; one file takes all cores already
 * @param queue files that may wait because a client asked for them, and as many of a folder that is
 *     published, 1 or more; others have to be asked for again
 * @param passes contents that may be hashed on their way to a client at once, 0 or more
 */
public record PublishingLimits(int threads, int queue, int passes) {
  /** One file at a time, a thousand waiting, four contents on their way. */
  public static final PublishingLimits DEFAULT = new PublishingLimits(1, 1000, 4);

  public PublishingLimits {
    if (threads < 1 || queue < 1 || passes < 0) {
      throw new IllegalArgumentException(
          "threads and queue of at least 1 and passes of at least 0 expected: threads="
              + threads
              + ", queue="
              + queue
              + ", passes="
              + passes);
    }
  }
}
