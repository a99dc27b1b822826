package org.peerdist.client;

/** Why a download came from where it came: one fact of several. */
public sealed interface DownloadReason permits PlainReason, PeersAsked {
  /**
   * The reason for programs, which does not change.
   *
   * @return such as {@code noValidator}
   */
  String code();

  /**
   * The reason for people.
   *
   * @return a few words, without a full stop
   */
  String text();
}
