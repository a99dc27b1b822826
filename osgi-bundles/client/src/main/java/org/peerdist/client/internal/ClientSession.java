package org.peerdist.client.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PeerDistStatus;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.spi.HandleLife;
import org.peerdist.api.spi.Operations;
import org.peerdist.api.spi.SessionLife;
import org.peerdist.content.ContentTag;

/** A session that retrieves. */
final class ClientSession implements RetrievingSession {
  private final ContentRetrieval service;
  private final SessionLife life;
  private final List<OpenContent> contents = new ArrayList<>();

  ClientSession(ContentRetrieval service) {
    this.service = service;
    this.life = new SessionLife(service.status());
  }

  @Override
  public PeerDistStatus status() {
    return life.status();
  }

  @Override
  public Flow.Publisher<PeerDistStatus> statusChanges() {
    return life.changes();
  }

  @Override
  public RetrievedContent openContent(ContentTag tag) throws PeerDistException {
    OpenContent content = new OpenContent(service, tag);
    content.live(life.open(content::end));
    synchronized (contents) {
      contents.removeIf(other -> !other.isOpen());
      contents.add(content);
    }
    return content;
  }

  @Override
  public CompletableFuture<Long> flush(ContentTag tag) {
    Operations operations = new Operations(service.executor());
    try {
      HandleLife handle = life.open(operations::failAll);
      CompletableFuture<Long> result =
          operations.inOrder(
              () -> {
                long count = service.sources().store().flush(tag);
                forget(tag);
                return count;
              });
      var unused = result.whenComplete((count, reason) -> handle.close());
      return result;
    } catch (PeerDistException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void forget(ContentTag tag) {
    synchronized (contents) {
      contents.stream().filter(content -> content.hasTag(tag)).forEach(OpenContent::forget);
    }
  }

  @Override
  public void close() {
    life.close();
  }
}
