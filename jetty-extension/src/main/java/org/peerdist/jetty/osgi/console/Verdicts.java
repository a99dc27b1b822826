package org.peerdist.jetty.osgi.console;

import org.apache.felix.hc.api.Result;

/** What several health checks say. */
final class Verdicts {
  private Verdicts() {}

  static Result doesNotRun(String service) {
    return new Result(
        Result.Status.CRITICAL,
        service + " is configured and does not run: the log says what is wrong.");
  }
}
