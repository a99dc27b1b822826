package org.peerdist.client.osgi;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.RetrievingService;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.client.PeerDistClient;

/** Has the retrieving half of the Peer Distribution API as a service, where a client runs. */
@Component(name = "org.peerdist.retrieving", service = RetrievingService.class)
public final class RetrievingComponent implements RetrievingService {
  private final StatusSource status = new StatusSource(Availability.AVAILABLE, VersionRange.ALL);
  private final RetrievingService retrieving;

  /**
   * Starts it.
   *
   * @param client where blocks come from
   */
  @Activate
  public RetrievingComponent(
      @Reference(policyOption = ReferencePolicyOption.GREEDY) PeerDistClient client) {
    retrieving = client.retrieving(status);
  }

  @Override
  public RetrievingSession openSession() {
    return retrieving.openSession();
  }

  /** Sessions that are still open hear of it. */
  @Deactivate
  void deactivate() {
    status.change(Availability.UNAVAILABLE);
  }
}
