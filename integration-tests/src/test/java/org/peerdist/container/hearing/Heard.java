package org.peerdist.container.hearing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.peerdist.api.whiteboard.PeerDistEvent;
import org.peerdist.api.whiteboard.PeerDistListener;

/** Remembers what it hears, by itself and from Event Admin, and always fails. */
@Component(
    service = {Heard.class, PeerDistListener.class, EventHandler.class},
    property = "event.topics=org/peerdist/*")
public final class Heard implements PeerDistListener, EventHandler {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** One that has heard nothing. */
  @Activate
  public Heard() {}

  /** What was heard so far. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void published(PeerDistEvent.ContentPublished event) {
    lines.add("published " + event.name() + " " + event.length());
    throw new IllegalStateException("never again");
  }

  @Override
  public void downloaded(PeerDistEvent.ContentDownloaded event) {
    lines.add("downloaded " + event.name() + " " + event.fromOrigin() + " " + event.failed());
    throw new IllegalStateException("never again");
  }

  @Override
  public void given(PeerDistEvent.SegmentGiven event) {
    lines.add("given to " + event.address());
  }

  @Override
  public void handleEvent(Event event) {
    lines.add(event.getTopic() + " " + event.getProperty("name"));
  }
}
