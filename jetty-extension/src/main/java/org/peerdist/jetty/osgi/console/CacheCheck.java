package org.peerdist.jetty.osgi.console;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.peerdist.cache.ContentCache;

/**
 * Where a content cache is configured: whether it takes blocks, which it does not while its disk is
 * full or broken. That it is as large as it may be is as it should be: what is older goes.
 */
@Component(
    name = "org.peerdist.health.cache",
    configurationPid = "org.peerdist.cache",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = HealthCheck.class,
    property = {HealthCheck.NAME + "=PeerDist content cache", HealthCheck.TAGS + "=peerdist"})
public final class CacheCheck implements HealthCheck {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile ContentCache cache;

  /** A cache that comes later. */
  public CacheCheck() {
    // The container sets it.
  }

  @Override
  public Result execute() {
    ContentCache running = cache;
    if (running == null) {
      return Verdicts.doesNotRun("The content cache");
    }
    return running.isWritable()
        ? new Result(
            Result.Status.OK,
            "The content cache has %d of %d bytes.".formatted(running.size(), running.limit()))
        : new Result(
            Result.Status.WARN,
            "The content cache takes nothing: its disk is full or broken, the log says more.");
  }
}
