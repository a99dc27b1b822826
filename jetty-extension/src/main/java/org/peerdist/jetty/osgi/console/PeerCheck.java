package org.peerdist.jetty.osgi.console;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.peerdist.jetty.internal.Reachability;
import org.peerdist.jetty.service.PeerService;

/** Where a peer is configured: whether it listens. */
@Component(
    name = "org.peerdist.health.peer",
    configurationPid = "org.peerdist.peer",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = HealthCheck.class,
    property = {HealthCheck.NAME + "=PeerDist peer", HealthCheck.TAGS + "=peerdist"})
public final class PeerCheck implements HealthCheck {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile PeerService peer;

  /** A peer that comes later. */
  public PeerCheck() {
    // The container sets it.
  }

  @Override
  public Result execute() {
    PeerService running = peer;
    if (running == null) {
      return Verdicts.doesNotRun("The peer");
    }
    return Reachability.isOpen(running.retrieval())
        ? new Result(Result.Status.OK, "The peer listens at " + running.url() + ".")
        : new Result(
            Result.Status.CRITICAL,
            "The peer does not accept connections at " + running.url() + ".");
  }
}
