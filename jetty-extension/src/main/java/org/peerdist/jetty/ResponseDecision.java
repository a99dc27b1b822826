package org.peerdist.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.hashgen.Publication;
import org.peerdist.hashgen.PublicationKey;

/** Decides about a response whose status and header fields are complete. */
final class ResponseDecision {
  private ResponseDecision() {}

  /** Whether another request for the same resource could be answered with hashes. */
  static boolean couldBeCoded(int status, HttpFields fields) {
    return (status == HttpStatus.OK_200
            || status == HttpStatus.PARTIAL_CONTENT_206
            || status == HttpStatus.NOT_MODIFIED_304)
        && !fields.contains(HttpHeader.CONTENT_ENCODING)
        && AnsweredContent.hasValidator(fields);
  }

  /**
   * Decides.
   *
   * @param length the length of the body, or less than 1 if it is empty or not known
   */
  static Decision decide(
      PeerDistHandler handler,
      PeerDistRequest request,
      int status,
      HttpFields fields,
      long length) {
    CodingRequest coding = request.coding();
    if (coding.wish() != CodingRequest.Wish.HASHES) {
      return new Decision.Pass(coding.reason());
    }
    if (status != HttpStatus.OK_200 && status != HttpStatus.PARTIAL_CONTENT_206) {
      return new Decision.Pass("status " + status);
    }
    if (fields.contains(HttpHeader.CONTENT_ENCODING)) {
      return new Decision.Pass("encoded already");
    }
    // SPEC [MS-PCCRTP] 3.2: ETag, Last-Modified, or both.
    if (!AnsweredContent.hasValidator(fields)) {
      return new Decision.Pass("no validator");
    }
    Optional<AnsweredContent> content =
        AnsweredContent.of(fields, status == HttpStatus.PARTIAL_CONTENT_206, length);
    if (content.isEmpty()) {
      return new Decision.Pass("empty, of unknown length, or several ranges");
    }
    if (content.get().totalLength() < handler.minSize()) {
      return new Decision.Pass("less than " + handler.minSize() + " bytes");
    }
    if (!handler.takesMimeType(content.get().contentType())) {
      return new Decision.Pass("excluded type " + content.get().contentType());
    }
    return lookUp(handler, request, content.get());
  }

  private static Decision lookUp(
      PeerDistHandler handler, PeerDistRequest request, AnsweredContent content) {
    Optional<FileIdentity> file = file(handler, request, content);
    PublicationKey key =
        file.map(PublicationKey::ofFile).orElseGet(() -> content.key(request.resource()));
    Optional<ByteBuffer> hashes =
        handler
            .publisher()
            .find(key)
            .filter(found -> found.contentLength() == content.totalLength())
            .flatMap(found -> encode(found, request.coding().contentVersion(), content));
    if (hashes.isPresent()) {
      return new Decision.Hit(content, hashes.get());
    }
    if (file.isPresent()) {
      return new Decision.Miss(content, key, handler.publisher().publishFile(file.get()), false);
    }
    // Of a range only the range is on its way, and the hashes are those of the whole.
    boolean tee = content.isWhole() && content.isSettled(handler.clock().instant());
    return new Decision.Miss(content, key, handler.publisher().isUnderWay(key), tee);
  }

  /** The file that the content comes from, if that is sure. */
  private static Optional<FileIdentity> file(
      PeerDistHandler handler, PeerDistRequest request, AnsweredContent content) {
    return handler
        .locate(request)
        .flatMap(
            path -> {
              try {
                return Optional.of(FileIdentity.read(path));
              } catch (IOException e) {
                return Optional.empty();
              }
            })
        .filter(content::canBe);
  }

  private static Optional<ByteBuffer> encode(
      Publication found, ContentVersion version, AnsweredContent content) {
    if (content.isWhole()) {
      return found.encoded(version);
    }
    return found
        .contentInformation(version)
        .filter(information -> information.range().contains(content.range()))
        .map((ContentInformation information) -> information.encode(content.range()));
  }
}
