package org.peerdist.jetty.osgi.console;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.peerdist.api.whiteboard.PeerDistEvent;
import org.peerdist.api.whiteboard.PeerDistListener;

/**
 * Posts what happens to Event Admin, where there is one. The properties of an event have the names
 * of the components of its record; the moment is {@link EventConstants#TIMESTAMP}, and a segment
 * its hexadecimal digits.
 */
@Component(name = "org.peerdist.events.admin", service = PeerDistListener.class)
public final class EventAdminBridge implements PeerDistListener {
  /** The beginning of all topics. */
  static final String TOPICS = "org/peerdist/";

  private final EventAdmin admin;

  /**
   * Starts it.
   *
   * @param admin takes the events
   */
  @Activate
  public EventAdminBridge(@Reference EventAdmin admin) {
    this.admin = admin;
  }

  @Override
  public void published(PeerDistEvent.ContentPublished event) {
    post("content/PUBLISHED", event.time(), Map.of("name", event.name(), "length", event.length()));
  }

  @Override
  public void downloaded(PeerDistEvent.ContentDownloaded event) {
    post(
        event.failed() ? "content/FAILED" : "content/DOWNLOADED",
        event.time(),
        Map.of(
            "name",
            event.name(),
            "fromCache",
            event.fromCache(),
            "fromPeers",
            event.fromPeers(),
            "fromHostedCaches",
            event.fromHostedCaches(),
            "fromOrigin",
            event.fromOrigin(),
            "why",
            event.why()));
  }

  @Override
  public void given(PeerDistEvent.SegmentGiven event) {
    post(
        "segment/GIVEN",
        event.time(),
        Map.of("segment", event.segment().toString(), "address", event.address()));
  }

  @Override
  public void dropped(PeerDistEvent.DamageDropped event) {
    post(
        "block/DROPPED",
        event.time(),
        Map.of("segment", event.segment().toString(), "block", event.block()));
  }

  private void post(String topic, Instant time, Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(EventConstants.TIMESTAMP, time.toEpochMilli());
    admin.postEvent(new Event(TOPICS + topic, all));
  }
}
