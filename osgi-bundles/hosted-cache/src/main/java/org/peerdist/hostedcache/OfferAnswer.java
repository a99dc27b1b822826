package org.peerdist.hostedcache;

import java.util.List;

/**
 * What comes of an offer.
 *
 * @param code the answer
 * @param pulls what is to be fetched from the client
 */
record OfferAnswer(ResponseCode code, List<Pull> pulls) {
  OfferAnswer {
    pulls = List.copyOf(pulls);
  }

  static OfferAnswer of(ResponseCode code) {
    return new OfferAnswer(code, List.of());
  }
}
