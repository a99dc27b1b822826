package org.peerdist.hashgen.osgi;

import java.util.IdentityHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.peerdist.api.whiteboard.ContentSource;
import org.peerdist.hashgen.PublishedSource;
import org.peerdist.hashgen.PublishingService;

/** Publishes what services name, where a publisher runs. */
@Component(
    name = "org.peerdist.sources",
    immediate = true,
    service = {})
public final class ContentSourcesComponent {
  private final PublishingService publishing;
  private final IdentityHashMap<ContentSource, PublishedSource> published = new IdentityHashMap<>();

  /**
   * Starts it.
   *
   * @param publishing what makes and keeps the hashes
   */
  @Activate
  public ContentSourcesComponent(
      @Reference(policyOption = ReferencePolicyOption.GREEDY) PublishingService publishing) {
    this.publishing = publishing;
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeSource")
  synchronized void addSource(ContentSource source) {
    published.put(source, PublishedSource.start(source, publishing));
  }

  synchronized void removeSource(ContentSource source) {
    PublishedSource ended = published.remove(source);
    if (ended != null) {
      ended.close();
    }
  }

  @Deactivate
  synchronized void deactivate() {
    published.values().forEach(PublishedSource::close);
    published.clear();
  }
}
