package org.peerdist.jetty;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.eclipse.jetty.util.annotation.ManagedOperation;
import org.eclipse.jetty.util.annotation.Name;
import org.peerdist.api.PublishingCounts;
import org.peerdist.origin.OriginStatistics;

/** What a {@link PeerDistHandler} has counted, for JMX. Safe for use by many threads. */
@ManagedObject("PeerDist: what clients got instead of content, and what is hashed")
public final class OriginCounters {
  private final PeerDistHandler handler;
  private final OriginStatistics answers;

  OriginCounters(PeerDistHandler handler) {
    this.handler = handler;
    this.answers = handler.statistics();
  }

  /**
   * See {@link OriginStatistics#hashRequests}.
   *
   * @return a count
   */
  @ManagedAttribute("requests of clients that take hashes")
  public long getHashRequests() {
    return answers.hashRequests();
  }

  /**
   * See {@link OriginStatistics#hashResponses}.
   *
   * @return a count
   */
  @ManagedAttribute("answers with hashes")
  public long getHashResponses() {
    return answers.hashResponses();
  }

  /**
   * See {@link OriginStatistics#hashBytes}.
   *
   * @return bytes
   */
  @ManagedAttribute("bytes of hashes that were sent")
  public long getHashBytes() {
    return answers.hashBytes();
  }

  /**
   * See {@link OriginStatistics#projectedBytes}.
   *
   * @return bytes
   */
  @ManagedAttribute("bytes that would have been sent without hashes")
  public long getProjectedBytes() {
    return answers.projectedBytes();
  }

  /**
   * See {@link OriginStatistics#serverMisses}.
   *
   * @return a count
   */
  @ManagedAttribute("answers with content because there were no hashes yet")
  public long getServerMisses() {
    return answers.serverMisses();
  }

  /**
   * See {@link OriginStatistics#serverMissBytes}.
   *
   * @return bytes
   */
  @ManagedAttribute("bytes of content in these answers")
  public long getServerMissBytes() {
    return answers.serverMissBytes();
  }

  /**
   * See {@link OriginStatistics#missingDataRequests}.
   *
   * @return a count
   */
  @ManagedAttribute("requests for data that no peer had")
  public long getMissingDataRequests() {
    return answers.missingDataRequests();
  }

  /**
   * See {@link OriginStatistics#clientMissBytes}.
   *
   * @return bytes
   */
  @ManagedAttribute("bytes that were sent because no peer had them")
  public long getClientMissBytes() {
    return answers.clientMissBytes();
  }

  /**
   * See {@link OriginStatistics#savedBytes}.
   *
   * @return bytes; less than 0 if hashes have not paid yet
   */
  @ManagedAttribute("bytes that the network was spared")
  public long getSavedBytes() {
    return answers.savedBytes();
  }

  /**
   * See {@link PublishingCounts#accepted}.
   *
   * @return a count
   */
  @ManagedAttribute("hash generations that were started or queued")
  public long getGenerationsAccepted() {
    return handler.session().statistics().accepted();
  }

  /**
   * See {@link PublishingCounts#completed}.
   *
   * @return a count
   */
  @ManagedAttribute("hash generations that are done")
  public long getGenerationsCompleted() {
    return handler.session().statistics().completed();
  }

  /**
   * See {@link PublishingCounts#failed}.
   *
   * @return a count
   */
  @ManagedAttribute("hash generations that an error ended, or a client that went away")
  public long getGenerationsFailed() {
    return handler.session().statistics().failed();
  }

  /**
   * See {@link PublishingCounts#rejected}.
   *
   * @return a count
   */
  @ManagedAttribute("hash generations that were not started because too much was going on")
  public long getGenerationsRejected() {
    return handler.session().statistics().rejected();
  }

  /**
   * See {@link PublishingCounts#pending}.
   *
   * @return a count
   */
  @ManagedAttribute("hash generations that wait or run")
  public long getGenerationsQueued() {
    return handler.session().statistics().pending();
  }

  /**
   * See {@link PeerDistHandler#publish}.
   *
   * @param resource the path of a URL, with its query if it has one
   * @param path the file that it is answered with
   * @return false if nobody will hash it because it is empty or too much is going on
   * @throws IOException if there is no such file
   */
  @ManagedOperation(value = "Has a file hashed that a resource is answered with", impact = "ACTION")
  public boolean publish(
      @Name(value = "resource", description = "path of a URL, with its query") String resource,
      @Name(value = "path", description = "file") String path)
      throws IOException {
    return handler.publish(resource, Path.of(path));
  }
}
