package org.peerdist.api;

/**
 * What a publishing service has done since it was made, for all its sessions.
 *
 * @param accepted contents that were begun with, or wait
 * @param completed contents that were published
 * @param failed contents that an error ended, or that were given up
 * @param changed contents that were read in vain, because their files changed
 * @param rejected contents that were refused because too much was going on
 * @param hashedBytes the bytes of the published contents
 */
public record PublishingCounts(
    long accepted, long completed, long failed, long changed, long rejected, long hashedBytes) {
  /**
   * Contents that wait or are read.
   *
   * @return 0 or more
   */
  public long pending() {
    return Math.max(0, accepted - completed - failed - changed);
  }
}
