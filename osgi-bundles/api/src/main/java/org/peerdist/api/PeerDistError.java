package org.peerdist.api;

/**
 * Why an operation of the Peer Distribution API failed, with the names and numbers of the original.
 */
public enum PeerDistError {
  /** The session, stream, reader or content was closed. */
  INVALID_HANDLE(6, "ERROR_INVALID_HANDLE"),
  /** What was given does not fit together. */
  INVALID_PARAMETER(87, "ERROR_INVALID_PARAMETER"),
  /** Closed or cancelled before it was done. */
  OPERATION_ABORTED(995, "ERROR_OPERATION_ABORTED"),
  /**
   * Nothing is published by this content id. The original's pages call it {@code
   * PEERDIST_ERROR_NOT_FOUND}, which has no number of its own.
   */
  NOT_FOUND(1168, "ERROR_NOT_FOUND"),
  /** The service is {@linkplain PeerDistStatus.Availability#DISABLED disabled}. */
  ACCESS_DISABLED_BY_POLICY(1260, "ERROR_ACCESS_DISABLED_BY_POLICY"),
  /** Too much of this kind is going on: later, or never mind. */
  NO_SYSTEM_RESOURCES(1450, "ERROR_NO_SYSTEM_RESOURCES"),
  /** The time was up before there was any data. */
  TIMEOUT(1460, "ERROR_TIMEOUT"),
  /** The content information has a version that nobody here understands. */
  CONTENTINFO_VERSION_UNSUPPORTED(4050, "PEERDIST_ERROR_CONTENTINFO_VERSION_UNSUPPORTED"),
  /** The content information is damaged. */
  CANNOT_PARSE_CONTENTINFO(4051, "PEERDIST_ERROR_CANNOT_PARSE_CONTENTINFO"),
  /** Neither the own cache nor anybody around has the data. */
  MISSING_DATA(4052, "PEERDIST_ERROR_MISSING_DATA"),
  /** The end was reached. */
  NO_MORE(4053, "PEERDIST_ERROR_NO_MORE"),
  /** Something else has to be done first. */
  NOT_INITIALIZED(4054, "PEERDIST_ERROR_NOT_INITIALIZED"),
  /** It was done before. */
  ALREADY_INITIALIZED(4055, "PEERDIST_ERROR_ALREADY_INITIALIZED"),
  /** The service is about to end. */
  SHUTDOWN_IN_PROGRESS(4056, "PEERDIST_ERROR_SHUTDOWN_IN_PROGRESS"),
  /** The service was disabled or unavailable meanwhile, or the content was unpublished. */
  INVALIDATED(4057, "PEERDIST_ERROR_INVALIDATED"),
  /** Something is published by this content id already. */
  ALREADY_EXISTS(4058, "PEERDIST_ERROR_ALREADY_EXISTS"),
  /** There is no such operation to cancel: it is done. */
  OPERATION_NOTFOUND(4059, "PEERDIST_ERROR_OPERATION_NOTFOUND"),
  /** The stream is complete: nothing can be added. */
  ALREADY_COMPLETED(4060, "PEERDIST_ERROR_ALREADY_COMPLETED"),
  /** After the end of the content. */
  OUT_OF_BOUNDS(4061, "PEERDIST_ERROR_OUT_OF_BOUNDS"),
  /** There is no content information of a version that was asked for. */
  VERSION_UNSUPPORTED(4062, "PEERDIST_ERROR_VERSION_UNSUPPORTED"),
  /** A setting is wrong. */
  INVALID_CONFIGURATION(4063, "PEERDIST_ERROR_INVALID_CONFIGURATION"),
  /** Never raised here: this implementation needs no licence of anybody. */
  NOT_LICENSED(4064, "PEERDIST_ERROR_NOT_LICENSED"),
  /** The service is {@linkplain PeerDistStatus.Availability#UNAVAILABLE not available} now. */
  SERVICE_UNAVAILABLE(4065, "PEERDIST_ERROR_SERVICE_UNAVAILABLE"),
  /** Peers are left alone for a while because they made errors. */
  TRUST_FAILURE(4066, "PEERDIST_ERROR_TRUST_FAILURE");

  private final int number;
  private final String constant;

  PeerDistError(int number, String constant) {
    this.number = number;
    this.constant = constant;
  }

  /**
   * The number of the original.
   *
   * @return a Windows error code
   */
  public int number() {
    return number;
  }

  /**
   * The name of the original.
   *
   * @return such as {@code PEERDIST_ERROR_MISSING_DATA}
   */
  public String constant() {
    return constant;
  }
}
