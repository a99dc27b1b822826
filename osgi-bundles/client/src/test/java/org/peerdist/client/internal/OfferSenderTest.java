package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.peerdist.client.HostedCacheLocator;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.hostedcache.HostedCacheAddress;
import org.peerdist.hostedcache.HostedCacheSite;
import org.peerdist.hostedcache.ResponseCode;
import org.peerdist.retrieval.Answer;
import org.peerdist.retrieval.FailureKind;

/** Whom offers go to, with hosted caches that answer as they are told. */
class OfferSenderTest {
  private static final HostedCacheSite OLD =
      HostedCacheSite.version1("old", InetAddress.getLoopbackAddress(), 443, 80);
  private static final HostedCacheSite NEW =
      HostedCacheSite.at(InetSocketAddress.createUnresolved("new", 80));

  /** What each hosted cache answers; who has no answer any more is silent. */
  private final Map<String, List<ResponseCode>> answers = new TreeMap<>();

  private final List<String> asked = new ArrayList<>();
  private final List<HostedCacheSite> given = new ArrayList<>();

  private Answer<ByteBuffer> exchange(HostedCacheAddress cache, ByteBuffer request) {
    asked.add(cache + " " + request.get(3));
    List<ResponseCode> left = answers.getOrDefault(cache.host(), List.of());
    if (left.isEmpty()) {
      return new Answer.Failed<>(FailureKind.TIMEOUT, "no answer in time");
    }
    answers.put(cache.host(), left.subList(1, left.size()));
    return new Answer.Given<>(left.get(0).encode());
  }

  private boolean offer(ContentVersion version, HostedCacheSite... sites) throws Exception {
    TestContent content = TestContent.of(version, 150_000, 5);
    OfferSender sender =
        new OfferSender(
            new HostedCaches(List.of(sites), HostedCacheLocator.NONE),
            ContentTag.NONE,
            this::exchange);
    sender.start(
        site -> {
          given.add(site);
          return OptionalInt.of(1337);
        });
    return sender.offer(content.information().range(), content.information().segments());
  }

  @Test
  void offer_version1Content_toAHostedCacheOfVersion1_tellsAllThatItWants() throws Exception {
    answers.put("old", List.of(ResponseCode.INTERESTED, ResponseCode.OK));
    assertThat(offer(ContentVersion.V1, OLD)).isTrue();
    assertThat(asked).containsExactly("https://old:443 1", "https://old:443 2");
    assertThat(given).containsExactly(OLD);
  }

  @Test
  void offer_version2Content_goesPastAHostedCacheOfVersion1() throws Exception {
    answers.put("new", List.of(ResponseCode.OK));
    assertThat(offer(ContentVersion.V2, OLD, NEW)).isTrue();
    assertThat(asked).containsExactly("http://new:80 3");
  }

  @Test
  void offer_version2Content_toNobodyElse_isNotTaken() throws Exception {
    assertThat(offer(ContentVersion.V2, OLD)).isFalse();
    assertThat(asked).isEmpty();
  }

  @Test
  void offer_silentHostedCache_goesToTheNext() throws Exception {
    answers.put("old", List.of(ResponseCode.OK));
    assertThat(offer(ContentVersion.V1, NEW, OLD)).isTrue();
    assertThat(asked).containsExactly("http://new:80 3", "https://old:443 1");
  }

  @Test
  void offer_withoutAWayBack_isNotSent() throws Exception {
    OfferSender sender =
        new OfferSender(
            new HostedCaches(List.of(NEW), HostedCacheLocator.NONE),
            ContentTag.NONE,
            this::exchange);
    TestContent content = TestContent.of(ContentVersion.V1, 150_000, 5);
    assertThat(sender.offer(content.information().range(), content.information().segments()))
        .isFalse();
    assertThat(asked).isEmpty();
  }
}
