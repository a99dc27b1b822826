package org.peerdist.servlet.osgi;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.peerdist.api.Owner;
import org.peerdist.api.PublishingSession;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.servlet.PeerDistFilter;

/**
 * Puts the PeerDist content coding on servlets and resources of an HTTP Whiteboard, once there is a
 * configuration and a publisher.
 */
@Component(
    name = "org.peerdist.filter",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = Filter.class)
@Designate(ocd = FilterComponent.Configuration.class)
public final class FilterComponent implements Filter {
  private final PublishingSession session;
  private final PeerDistFilter filter;

  /** What can be configured: service properties, which the HTTP Whiteboard reads. */
  @ObjectClassDefinition(
      name = "PeerDist filter",
      description = "Answers with hashes what servlets and resources of the HTTP Whiteboard serve.")
  public @interface Configuration {
    /** {@code osgi.http.whiteboard.filter.pattern}. */
    @AttributeDefinition(
        name = "Paths",
        description = "The paths of what may be answered with hashes, as /* or /downloads/*.")
    String[] osgi_http_whiteboard_filter_pattern() default {"/*"};

    /** {@code osgi.http.whiteboard.context.select}. */
    @AttributeDefinition(
        name = "Context",
        description = "A filter on the properties of the servlet contexts.")
    String osgi_http_whiteboard_context_select() default
        "(osgi.http.whiteboard.context.name=default)";

    /** {@code osgi.http.whiteboard.filter.name}. */
    @AttributeDefinition(name = "Name", description = "The name of the filter.")
    String osgi_http_whiteboard_filter_name() default "peerdist";

    /** {@code osgi.http.whiteboard.filter.asyncSupported}. */
    @AttributeDefinition(
        name = "Asynchronous",
        description = "Whether servlets behind the filter may answer asynchronously.")
    boolean osgi_http_whiteboard_filter_asyncSupported() default true;

    /** {@code service.ranking}. */
    @AttributeDefinition(
        name = "Ranking",
        description =
            "Filters of a higher rank are before it. Those that compress have to be before it.")
    int service_ranking() default 0;
  }

  /**
   * Starts it.
   *
   * @param configuration for the HTTP Whiteboard
   * @param publisher has the hashes and makes them
   */
  @Activate
  @SuppressWarnings("UnusedVariable") // its defaults become properties of the service
  public FilterComponent(
      Configuration configuration,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) PublishingService publisher) {
    session = publisher.openSession(Owner.SHARED);
    filter = new PeerDistFilter(session);
  }

  /** Stops it. */
  @Deactivate
  public void stop() {
    session.close();
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    filter.init(config);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    filter.doFilter(request, response, chain);
  }

  @Override
  public void destroy() {
    filter.destroy();
  }
}
