package org.peerdist.hashgen.osgi;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.peerdist.api.Owner;
import org.peerdist.api.PublishingSession;
import org.peerdist.hashgen.PublishingService;

/** Has the publishing half of the Peer Distribution API as a service, where a publisher runs. */
@Component(name = "org.peerdist.publishing", service = org.peerdist.api.PublishingService.class)
public final class ContentPublishingComponent implements org.peerdist.api.PublishingService {
  private final org.peerdist.api.PublishingService contents;

  /**
   * Starts it.
   *
   * @param publisher what makes and keeps the hashes
   */
  @Activate
  public ContentPublishingComponent(
      @Reference(policyOption = ReferencePolicyOption.GREEDY) PublishingService publisher) {
    contents = publisher;
  }

  @Override
  public PublishingSession openSession(Owner owner) {
    return contents.openSession(owner);
  }
}
