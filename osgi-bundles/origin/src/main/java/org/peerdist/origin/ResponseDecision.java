package org.peerdist.origin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.peerdist.api.ContentId;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.hashgen.PublicationKey;

/**
 * Decides about responses whose status and header fields are complete, and counts what it decides.
 *
 * @param publications has the hashes and makes them
 * @param clock tells whether a content is settled
 * @param minSize the length of a content below which there are no hashes for it, in bytes
 * @param mimeTypes whether a media type may have hashes; asked in lower case without parameters
 * @param statistics takes the counts
 */
public record ResponseDecision(
    Publications publications,
    InstantSource clock,
    long minSize,
    Predicate<String> mimeTypes,
    OriginStatistics statistics) {

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int NOT_MODIFIED = 304;

  /**
   * Whether another request for the same resource could be answered with hashes, so that the
   * response varies with the fields of a request.
   *
   * @param status the status of the response
   * @param fields its header fields
   * @return true if {@link CodingRequest#VARY} belongs to them
   */
  public static boolean couldBeCoded(int status, HeaderFields fields) {
    return (status == OK || status == PARTIAL_CONTENT || status == NOT_MODIFIED)
        && fields.get("Content-Encoding") == null
        && AnsweredContent.hasValidator(fields);
  }

  /**
   * Decides.
   *
   * @param coding what the request says
   * @param resource what it asks for: the server's name and port, the path and the query
   * @param file finds the file that the response comes from, if anybody knows
   * @param status the status of the response
   * @param fields its header fields
   * @param length the length of its body, or less than 1 if it is empty or not known
   * @return what becomes of it
   */
  public Decision decide(
      CodingRequest coding,
      String resource,
      Supplier<Optional<Path>> file,
      int status,
      HeaderFields fields,
      long length) {
    Decision decision = choose(coding, resource, file, status, fields, length);
    statistics.recent().add(resource, decision, length, clock.instant());
    return decision;
  }

  private Decision choose(
      CodingRequest coding,
      String resource,
      Supplier<Optional<Path>> file,
      int status,
      HeaderFields fields,
      long length) {
    if (coding.wish() != CodingRequest.Wish.HASHES) {
      if (coding.wish() == CodingRequest.Wish.MISSING_DATA) {
        statistics.missingDataRequests.increment();
        statistics.clientMissBytes.add(Math.max(0, length));
      }
      return new Decision.Pass(coding.reason());
    }
    if (status != OK && status != PARTIAL_CONTENT) {
      return new Decision.Pass(AnswerReason.STATUS, Integer.toString(status));
    }
    if (fields.get("Content-Encoding") != null) {
      return new Decision.Pass(AnswerReason.ENCODED);
    }
    // SPEC [MS-PCCRTP] 3.2: ETag, Last-Modified, or both.
    if (!AnsweredContent.hasValidator(fields)) {
      return new Decision.Pass(AnswerReason.NO_VALIDATOR);
    }
    Optional<AnsweredContent> content =
        AnsweredContent.of(fields, status == PARTIAL_CONTENT, length);
    if (content.isEmpty()) {
      return new Decision.Pass(AnswerReason.UNCLEAR_RANGE);
    }
    if (content.get().totalLength() < minSize) {
      return new Decision.Pass(AnswerReason.TOO_SMALL, "less than " + minSize + " bytes");
    }
    if (!takes(content.get().contentType())) {
      return new Decision.Pass(AnswerReason.EXCLUDED_TYPE, content.get().contentType());
    }
    return lookUp(coding, resource, file.get(), content.get());
  }

  private boolean takes(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return mimeTypes.test(type.strip().toLowerCase(Locale.ROOT));
  }

  private Decision lookUp(
      CodingRequest coding, String resource, Optional<Path> path, AnsweredContent content) {
    Optional<FileIdentity> file = path.flatMap(known -> identity(known, content));
    PublicationKey key = file.map(PublicationKey::ofFile).orElseGet(() -> content.key(resource));
    ContentId id = key.contentId();
    return publications
        .find(id, content, coding.contentVersion())
        .<Decision>map(found -> hit(coding, content, found))
        .orElseGet(() -> miss(coding, content, id, RecentAnswers.shorten(resource), file));
  }

  /** The state of the file that the content comes from, if that is sure. */
  private static Optional<FileIdentity> identity(Path path, AnsweredContent content) {
    try {
      return Optional.of(FileIdentity.read(path)).filter(content::canBe);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Decision hit(CodingRequest coding, AnsweredContent content, ByteBuffer hashes) {
    statistics.hashResponses.increment();
    statistics.hashBytes.add(hashes.remaining());
    statistics.projectedBytes.add(content.range().length());
    String parameters =
        "Version=" + coding.version() + ", ContentLength=" + content.range().length();
    return new Decision.Hit(
        content,
        hashes,
        Map.of("Content-Encoding", PeerDistCoding.NAME, PeerDistParameters.NAME, parameters));
  }

  private Decision miss(
      CodingRequest coding,
      AnsweredContent content,
      ContentId id,
      String name,
      Optional<FileIdentity> file) {
    statistics.serverMisses.increment();
    statistics.serverMissBytes.add(content.range().length());
    statistics.projectedBytes.add(content.range().length());
    Optional<PassingContent> pass = Optional.empty();
    AnswerReason reason;
    if (file.isPresent()) {
      reason = hashing(publications.publish(file.get()));
    } else {
      boolean underWay = publications.isUnderWay(id);
      reason = reasonOfPass(content);
      // Of a range only the range is on its way, and the hashes are those of the whole.
      if (reason == AnswerReason.HASHING) {
        pass = publications.start(id, name, content.totalLength());
        reason = hashing(pass.isPresent());
      }
      reason = underWay ? AnswerReason.HASHING : reason;
    }
    if (reason != AnswerReason.HASHING) {
      return new Decision.Miss(content, reason, pass, Map.of());
    }
    // SPEC [MS-PCCRTP] 3.2.5.1: not at hand yet, so the client may ask again.
    Map<String, String> fields =
        Map.of(
            PeerDistParameters.NAME,
            "Version=" + coding.version(),
            PeerDistExParameters.NAME,
            "MakeHashRequest=true");
    return new Decision.Miss(content, reason, pass, fields);
  }

  private static AnswerReason hashing(boolean accepted) {
    return accepted ? AnswerReason.HASHING : AnswerReason.HASHING_REFUSED;
  }

  /** Whether a content can be hashed on its way. */
  private AnswerReason reasonOfPass(AnsweredContent content) {
    if (!content.isWhole()) {
      return AnswerReason.ONLY_A_PART;
    }
    return content.isSettled(clock.instant()) ? AnswerReason.HASHING : AnswerReason.NOT_SETTLED;
  }
}
