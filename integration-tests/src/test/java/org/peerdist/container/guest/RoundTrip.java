package org.peerdist.container.guest;

import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.peerdist.api.ContentId;
import org.peerdist.api.ContentInformationReader;
import org.peerdist.api.Owner;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishingService;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.RetrievingService;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.VersionRange;
import org.peerdist.content.ContentTag;

/** Publishes and retrieves with the services that it was given. */
@Component(service = RoundTrip.class)
public final class RoundTrip {
  private final PublishingService publishing;
  private final RetrievingService retrieving;

  /** With both halves of the API. */
  @Activate
  public RoundTrip(
      @Reference PublishingService publishing, @Reference RetrievingService retrieving) {
    this.publishing = publishing;
    this.retrieving = retrieving;
  }

  /** Publishes a file, and has the retrieving half read its content information: its length. */
  public long publishAndOpen(Path file) throws Exception {
    ContentId id = ContentId.of("guest");
    try (PublishingSession session = publishing.openSession(Owner.SHARED)) {
      session.publishFile(id, file, PublishOptions.DEFAULT).get();
      return open(information(session, id));
    }
  }

  /** The length of a content by its content information. */
  private long open(byte[] hashes) throws Exception {
    try (RetrievingSession session = retrieving.openSession();
        RetrievedContent content = session.openContent(ContentTag.NONE)) {
      content.addContentInformation(ByteBuffer.wrap(hashes));
      return content.completeContentInformation().get().length();
    }
  }

  /** Whether somebody has published a content. */
  public boolean isPublished(String id) throws Exception {
    try (PublishingSession session = publishing.openSession(Owner.SHARED)) {
      return session.publications().stream()
          .anyMatch(content -> content.id().equals(ContentId.of(id)));
    }
  }

  private static byte[] information(PublishingSession session, ContentId id) throws Exception {
    try (ContentInformationReader hashes =
        session.openContentInformation(id, Optional.empty(), VersionRange.ALL)) {
      return Channels.newInputStream(hashes).readAllBytes();
    }
  }
}
