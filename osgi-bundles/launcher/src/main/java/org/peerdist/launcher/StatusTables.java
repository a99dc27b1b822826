package org.peerdist.launcher;

import java.util.List;
import org.peerdist.client.DownloadLog;
import org.peerdist.jetty.SeenPeers;
import org.peerdist.jetty.status.StatusBoard;
import org.peerdist.jetty.status.TableLines;
import org.peerdist.launcher.internal.RecentProblems;
import org.peerdist.origin.RecentAnswers;

/** What happened last in a service, line by line. */
final class StatusTables {
  /** POLICY: what a person looks through. */
  private static final int MOST_PEERS = 20;

  private StatusTables() {}

  static void answers(StatusBoard board, RecentAnswers answers) {
    board.table(
        "Last answers",
        "Nothing was asked for yet.",
        List.of("Time", "What", "Why", "Times", "Asked for", "Sent"),
        lines -> {
          for (RecentAnswers.Entry answer : answers.entries()) {
            lines.line().moment(answer.last()).words(answer.resource()).words(answer.why());
            lines.count(answer.count()).bytes(answer.contentBytes()).bytes(answer.sentBytes());
          }
        });
  }

  static void downloads(StatusBoard board, DownloadLog downloads) {
    board.table(
        "Last downloads",
        "No download has told of itself yet.",
        List.of("Time", "What", "Why", "Cache", "Peers", "Hosted cache", "Origin", "Took"),
        lines -> downloads.entries().forEach(download -> line(lines, download)));
  }

  private static void line(TableLines lines, DownloadLog.Entry download) {
    String why = download.failed() ? "failed: " + download.why() : download.why();
    lines.line().moment(download.ended()).words(download.url()).words(why);
    lines.bytes(download.fromCache()).bytes(download.fromPeers());
    lines.bytes(download.fromHostedCache()).bytes(download.fromOrigin());
    lines.span(download.time());
  }

  static void peers(StatusBoard board, SeenPeers seen) {
    board.table(
        "Peers seen",
        "Nobody has asked for anything yet.",
        List.of("Time", "Address", "Requests", "Given"),
        lines -> {
          for (SeenPeers.Seen peer : seen.last(MOST_PEERS)) {
            lines.line().moment(peer.last()).words(peer.address());
            lines.count(peer.requests()).bytes(peer.bytes());
          }
        });
  }

  static void problems(StatusBoard board, RecentProblems problems) {
    board.table(
        "Recent errors",
        "None.",
        List.of("Time", "What"),
        lines ->
            problems
                .last()
                .forEach(problem -> lines.line().moment(problem.time()).words(problem.message())));
  }
}
