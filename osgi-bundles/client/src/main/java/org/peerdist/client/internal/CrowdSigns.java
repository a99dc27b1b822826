package org.peerdist.client.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

/**
 * How those who share a content know each other: each has, beside segments, something with an id
 * that follows from the content and from the part that it takes. Whoever does not know of it has
 * nothing by that id, as with any other id that nobody knows.
 *
 * @param full of those who take a full part
 * @param spare of those who do where nobody takes a full part
 */
record CrowdSigns(SegmentId full, SegmentId spare) {
  /** The signs of a content of version 2. */
  static CrowdSigns of(List<Segment> segments) {
    return new CrowdSigns(sign("full", segments), sign("spare", segments));
  }

  private static SegmentId sign(String part, List<Segment> segments) {
    byte[] text = ("PeerDist for Java, shared, " + part).getBytes(StandardCharsets.UTF_8);
    Bytes first = segments.get(0).id().value();
    Bytes last = segments.get(segments.size() - 1).id().value();
    ByteBuffer all = ByteBuffer.allocate(text.length + first.length() + last.length());
    all.put(text).put(first.asByteBuffer()).put(last.asByteBuffer()).flip();
    return new SegmentId(HashAlgorithm.TRUNCATED_SHA_512.hash(all));
  }

  /** The sign of a part. */
  SegmentId of(Share share) {
    return share == Share.FULL ? full : spare;
  }

  /** The part of a peer that has something by some ids. */
  Share in(Set<SegmentId> has) {
    if (has.contains(full)) {
      return Share.FULL;
    }
    return has.contains(spare) ? Share.SPARE : Share.NONE;
  }
}
