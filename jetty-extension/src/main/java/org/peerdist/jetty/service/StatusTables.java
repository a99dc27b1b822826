package org.peerdist.jetty.service;

import java.util.List;
import org.peerdist.client.DownloadLog;
import org.peerdist.hashgen.RecentPublications;
import org.peerdist.jetty.SeenPeers;
import org.peerdist.jetty.status.RecentProblems;
import org.peerdist.jetty.status.StatusBoard;
import org.peerdist.jetty.status.TableLines;
import org.peerdist.origin.RecentAnswers;

/** What happened last in a service, line by line: tables of a board. */
public final class StatusTables {
  /** POLICY: what a person looks through. */
  private static final int MOST_PEERS = 20;

  private StatusTables() {}

  /**
   * What an origin answered, and why.
   *
   * @param board where to put it
   * @param answers the answers
   */
  public static void addAnswers(StatusBoard board, RecentAnswers answers) {
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

  /**
   * What was published.
   *
   * @param board where to put it
   * @param publications what was published
   */
  public static void addPublications(StatusBoard board, RecentPublications publications) {
    board.table(
        "Last published",
        "Nothing was published yet.",
        List.of("Time", "What", "Length"),
        lines -> {
          for (RecentPublications.Entry content : publications.entries()) {
            lines.line().moment(content.time()).words(content.name()).bytes(content.length());
          }
        });
  }

  /**
   * What was downloaded, from where, and why from there.
   *
   * @param board where to put it
   * @param downloads their log
   */
  public static void addDownloads(StatusBoard board, DownloadLog downloads) {
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

  /**
   * Who asked for something.
   *
   * @param board where to put it
   * @param title who they are
   * @param seen the list of them
   */
  public static void addPeers(StatusBoard board, String title, SeenPeers seen) {
    board.table(
        title,
        "Nobody has asked for anything yet.",
        List.of("Time", "Address", "Requests", "Given"),
        lines -> {
          for (SeenPeers.Seen peer : seen.last(MOST_PEERS)) {
            lines.line().moment(peer.last()).words(peer.address());
            lines.count(peer.requests()).bytes(peer.bytes());
          }
        });
  }

  /**
   * What went wrong.
   *
   * @param board where to put it
   * @param problems warnings and errors
   */
  public static void addProblems(StatusBoard board, RecentProblems problems) {
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
