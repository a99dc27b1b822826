package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.peerdist.api.ContentId;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PublishedContent;
import org.peerdist.content.ContentVersion;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has published what by which name. Lasting publications are in the publication cache with
 * their names; of the others only this process knows, and what a crash leaves of them in the cache
 * is found by nobody and goes when there is no room. Safe for use by many threads.
 */
final class PublicationCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(PublicationCatalog.class);

  private final PublicationCache cache;
  private final Set<ContentVersion> versions;
  private final Map<PublicationKey, Reservation> reservations = new HashMap<>();

  /** A name that is taken by a session; each is another one. */
  static final class Reservation {
    private final Object session;
    private final PublicationLabel label;

    /**
     * Takes a name.
     *
     * @param label the name, and the length if the content is complete
     */
    Reservation(Object session, PublicationLabel label) {
      this.session = session;
      this.label = label;
    }

    boolean isComplete() {
      return label.contentLength() > 0;
    }
  }

  /**
   * Creates it.
   *
   * @param versions what every publication has; one that others made with fewer is done again
   */
  PublicationCatalog(PublicationCache cache, Set<ContentVersion> versions) {
    this.cache = cache;
    this.versions = versions;
  }

  PublicationCache cache() {
    return cache;
  }

  static PublicationKey key(Bytes owner, ContentId id) {
    return PublicationKey.ofLabel(owner, id.value());
  }

  /** Takes a name. */
  Reservation reserve(Object session, Bytes owner, ContentId id) throws PeerDistException {
    boolean published = find(owner, id).isPresent();
    synchronized (this) {
      PublicationKey key = key(owner, id);
      if (published || reservations.containsKey(key)) {
        throw new PeerDistException(
            PeerDistError.ALREADY_EXISTS, "something is published by this content id already");
      }
      Reservation reservation = new Reservation(session, new PublicationLabel(owner, id, 0));
      reservations.put(key, reservation);
      return reservation;
    }
  }

  /** Gives a name back, unless its content is complete. */
  synchronized void release(Reservation reservation) {
    PublicationLabel label = reservation.label;
    reservations.remove(key(label.owner(), label.id()), reservation);
  }

  /**
   * Publishes a content.
   *
   * @throws PeerDistException if its name was given back meanwhile
   */
  synchronized PublishedContent commit(
      Reservation reservation, PendingPublication pending, long length, boolean lasting)
      throws IOException {
    PublicationLabel label = reservation.label;
    PublicationKey key = key(label.owner(), label.id());
    if (reservations.get(key) != reservation) {
      throw new PeerDistException(
          PeerDistError.OPERATION_ABORTED, "the publication was given up before it was done");
    }
    PublicationLabel complete = new PublicationLabel(label.owner(), label.id(), length);
    pending.publish(key, length);
    if (lasting) {
      cache.label(key, complete.write());
      reservations.remove(key);
    } else {
      reservations.put(key, new Reservation(reservation.session, complete));
    }
    return new PublishedContent(label.id(), length, lasting);
  }

  /** Looks a publication up; files are read by who asks, and nobody else waits for that. */
  Optional<Publication> find(Bytes owner, ContentId id) {
    PublicationKey key = key(owner, id);
    Reservation known;
    synchronized (this) {
      known = reservations.get(key);
    }
    boolean visible = known == null ? cache.hasLabel(key) : known.isComplete();
    if (!visible) {
      return Optional.empty();
    }
    Optional<Publication> found =
        cache.find(key).filter(publication -> publication.versions().containsAll(versions));
    if (known != null && found.isEmpty()) {
      // Others needed the room.
      synchronized (this) {
        reservations.remove(key, known);
      }
    }
    return found;
  }

  /** Whether somebody has begun with a content and is not done. */
  synchronized boolean isInTheMaking(Bytes owner, ContentId id) {
    Reservation known = reservations.get(key(owner, id));
    return known != null && !known.isComplete();
  }

  /**
   * Removes a publication, or one in the making.
   *
   * @return whether there was one
   */
  synchronized boolean remove(Bytes owner, ContentId id) {
    boolean published = find(owner, id).isPresent();
    PublicationKey key = key(owner, id);
    Reservation known = reservations.remove(key);
    if (published) {
      cache.remove(key);
    }
    return published || known != null;
  }

  /** What an owner has published. */
  synchronized List<PublishedContent> list(Bytes owner) {
    List<PublishedContent> all = new ArrayList<>();
    for (Reservation known : List.copyOf(reservations.values())) {
      PublicationLabel label = known.label;
      if (label.owner().equals(owner) && find(owner, label.id()).isPresent()) {
        all.add(new PublishedContent(label.id(), label.contentLength(), false));
      }
    }
    for (ByteBuffer bytes : cache.labels()) {
      try {
        PublicationLabel label = PublicationLabel.read(bytes);
        if (label.owner().equals(owner) && cache.hasLabel(key(owner, label.id()))) {
          all.add(new PublishedContent(label.id(), label.contentLength(), true));
        }
      } catch (WireFormatException e) {
        LOG.warn("A name in the publication cache is damaged: {}", e.getMessage());
      }
    }
    return all;
  }

  /** Removes what a session has published, and what it has begun with. */
  synchronized void end(Object session) {
    for (Map.Entry<PublicationKey, Reservation> entry : List.copyOf(reservations.entrySet())) {
      if (entry.getValue().session == session) {
        reservations.remove(entry.getKey());
        if (entry.getValue().isComplete()) {
          cache.remove(entry.getKey());
        }
      }
    }
  }
}
