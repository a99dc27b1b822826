package org.peerdist.jetty.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StatusPageTest {
  private final AtomicLong saved = new AtomicLong();

  private StatusBoard board(String section) {
    return new StatusBoard()
        .section(section)
        .fact("Mode", () -> "peer")
        .byteGauge("saved", "Spared", saved::get)
        .charted()
        .counter("answers", "Answers", () -> 7);
  }

  @Test
  void show_anotherBoard_goesOnWithTheChartsOfTheSameNames() {
    StatusPage page = new StatusPage(board("One"));
    saved.set(1);
    page.sample();
    saved.set(2);
    page.sample();
    page.show(board("Two").gauge("other", "Other", () -> 5).charted());
    saved.set(3);
    page.sample();
    saved.set(4);
    assertThat(page.json())
        .contains("\"label\":\"Two: Spared\"", "\"value\":4,\"values\":[1,2,3]")
        .contains("\"value\":5,\"values\":[0,0,5]")
        .doesNotContain("One");
  }

  @Test
  void text_hasAllButTablesAndCharts() {
    saved.set(1024);
    assertThat(new StatusPage(board("Peer")).text())
        .isEqualTo("Peer\n  Mode: peer\n  Spared: 1024 bytes\n  Answers: 7\n");
  }

  @Test
  void find_whatIsNotThere_isEmpty() {
    StatusPage page = new StatusPage(board("Peer"));
    assertThat(page.find("status.html", true)).isEmpty();
    assertThat(page.find("../status.css", true)).isEmpty();
    assertThat(page.find("", true)).isPresent();
  }
}
