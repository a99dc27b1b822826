package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.peerdist.api.Owner;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistStatus;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.ReadResult;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.VersionRange;

/** The functions that both halves of the API have: sessions and their status. */
class SessionApiTest extends ApiFixture {
  private static final Path TABLE =
      Path.of("../osgi-bundles/api/src/main/java/org/peerdist/api/package-info.java");

  private static List<PeerDistStatus> listen(
      Flow.Publisher<PeerDistStatus> changes, List<Flow.Subscription> subscriptions) {
    List<PeerDistStatus> heard = new ArrayList<>();
    changes.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscriptions.add(subscription);
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(PeerDistStatus status) {
            heard.add(status);
          }

          @Override
          public void onError(Throwable reason) {
            throw new AssertionError(reason);
          }

          @Override
          public void onComplete() {
            heard.add(null);
          }
        });
    return heard;
  }

  @Test
  void table_hasATestForEachOfThe28Functions() throws Exception {
    String table = Files.readString(TABLE, StandardCharsets.UTF_8);
    Matcher rows = Pattern.compile("<tr><td>(PeerDist\\w+)</td>").matcher(table);
    List<String> functions = rows.results().map(row -> row.group(1)).toList();
    assertThat(functions).hasSize(28).doesNotHaveDuplicates();
    List<String> tests =
        Stream.of(SessionApiTest.class, PublishingApiTest.class, RetrievingApiTest.class)
            .flatMap(part -> Stream.of(part.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> method.getName().replaceFirst("_.*", ""))
            .toList();
    assertThat(tests)
        .containsAll(functions.stream().map(f -> f.replace("PeerDist", "peerDist")).toList());
  }

  @Test
  void peerDistStartup_opensIndependentSessions() throws Exception {
    try (RetrievingSession other = peers.second.openSession()) {
      second.close();
      other.openContent(TAG).close();
      assertThat(error(() -> second.openContent(TAG))).isEqualTo(PeerDistError.INVALID_HANDLE);
    }
  }

  @Test
  void peerDistShutdown_endsPublicationsAndOperations() throws Exception {
    publish();
    RetrievedContent opened = openContent(second);
    publishing.close();
    second.close();
    try (PublishingSession again = peers.publisher.openSession(Owner.SHARED)) {
      assertThat(again.publications()).isEmpty();
    }
    assertThat(error(() -> get(opened.read(0, 1, SOON)))).isEqualTo(PeerDistError.INVALID_HANDLE);
  }

  @Test
  void peerDistGetStatus_isThatOfTheService() throws Exception {
    assertThat(second.status().availability()).isEqualTo(Availability.AVAILABLE);
    peers.status.change(Availability.UNAVAILABLE);
    assertThat(publishing.status().availability()).isEqualTo(Availability.UNAVAILABLE);
    assertThat(error(() -> second.openContent(TAG))).isEqualTo(PeerDistError.SERVICE_UNAVAILABLE);
  }

  @Test
  void peerDistGetStatusEx_tellsTheVersions() {
    assertThat(second.status().versions()).isEqualTo(VersionRange.ALL);
  }

  @Test
  void peerDistRegisterForStatusChangeNotification_tellsChanges_andHandlesDie() throws Exception {
    publish();
    RetrievedContent opened = openContent(second);
    List<PeerDistStatus> heard = listen(second.statusChanges(), new ArrayList<>());
    peers.status.change(Availability.DISABLED);
    peers.status.change(Availability.AVAILABLE);
    assertThat(heard)
        .extracting(PeerDistStatus::availability)
        .containsExactly(Availability.AVAILABLE, Availability.DISABLED, Availability.AVAILABLE);
    assertThat(error(() -> get(opened.read(0, 1, SOON)))).isEqualTo(PeerDistError.INVALIDATED);
    opened.close();
  }

  @Test
  void peerDistRegisterForStatusChangeNotificationEx_tellsTheVersionsToo() {
    assertThat(listen(publishing.statusChanges(), new ArrayList<>()))
        .containsExactly(new PeerDistStatus(Availability.AVAILABLE, VersionRange.ALL));
  }

  @Test
  void peerDistUnregisterForStatusChangeNotification_endsThem() {
    List<Flow.Subscription> subscriptions = new ArrayList<>();
    List<PeerDistStatus> heard = listen(second.statusChanges(), subscriptions);
    subscriptions.get(0).cancel();
    peers.status.change(Availability.DISABLED);
    second.close();
    assertThat(heard).hasSize(1);
  }

  @Test
  void peerDistGetOverlappedResult_isTheFuture() throws Exception {
    seeded();
    CompletableFuture<ReadResult> read = openContent(second).read(0, 100, SOON);
    assertRight(get(read), 0);
    assertThat(read).isDone();
  }
}
