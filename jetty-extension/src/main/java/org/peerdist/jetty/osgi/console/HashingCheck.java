package org.peerdist.jetty.osgi.console;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.hashgen.PublishingStatistics;
import org.peerdist.jetty.internal.StandstillWatch;

/** Where a publisher is configured: whether what waits to be hashed is hashed. */
@Component(
    name = "org.peerdist.health.hashing",
    configurationPid = "org.peerdist.publisher",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = HealthCheck.class,
    property = {HealthCheck.NAME + "=PeerDist hashing", HealthCheck.TAGS + "=peerdist"})
public final class HashingCheck implements HealthCheck {
  private final StandstillWatch watch = new StandstillWatch();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile PublishingService publisher;

  /** A publisher that comes later. */
  public HashingCheck() {
    // The container sets it.
  }

  @Override
  public Result execute() {
    PublishingService running = publisher;
    if (running == null) {
      return Verdicts.doesNotRun("The publisher");
    }
    PublishingStatistics counts = running.statistics();
    long waiting = counts.pending();
    long done = counts.completed() + counts.failed() + counts.changed();
    return watch.isStuck(waiting, done)
        ? new Result(
            Result.Status.WARN,
            "%d contents wait to be hashed, and for an hour none was done.".formatted(waiting))
        : new Result(Result.Status.OK, "%d contents wait to be hashed.".formatted(waiting));
  }
}
