package org.peerdist.hostedcache;

import java.net.InetSocketAddress;
import org.peerdist.cache.OpaqueSegment;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

/** A segment that a hosted cache fetches from the client that offered it. */
sealed interface Pull {
  /**
   * Blocks that can't be verified here.
   *
   * @param peer where the client listens
   * @param segment the segment
   * @param anew whether it replaces what is there, because that seems to be of no use
   */
  record OfOpaque(InetSocketAddress peer, OpaqueSegment segment, boolean anew) implements Pull {
    @Override
    public SegmentId id() {
      return segment.id();
    }

    @Override
    public int length() {
      return segment.length();
    }
  }

  /**
   * Blocks whose hashes and key are known.
   *
   * @param peer where the client listens
   * @param segment the segment
   * @param tag the application that the content was fetched for
   */
  record OfVerified(InetSocketAddress peer, Segment segment, ContentTag tag) implements Pull {
    @Override
    public SegmentId id() {
      return segment.id();
    }

    @Override
    public int length() {
      return segment.length();
    }

    @Override
    public boolean anew() {
      return false;
    }
  }

  /** Where the client listens: the address that its offer came from, the port that it told. */
  InetSocketAddress peer();

  /** The name of the segment. */
  SegmentId id();

  /** The length of the whole segment in bytes. */
  int length();

  /** Whether it replaces what is there. */
  boolean anew();
}
