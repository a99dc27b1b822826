package org.peerdist.container.guest;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.peerdist.api.ContentId;
import org.peerdist.api.whiteboard.ContentSource;

/** Has a folder published, and one of its files by a name. */
@Component(
    name = "org.peerdist.container.guest.files",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class NamedFiles implements ContentSource {
  private final Path folder;

  /** With a folder that was configured. */
  @Activate
  public NamedFiles(Map<String, Object> properties) {
    folder = Path.of((String) properties.get("folder"));
  }

  @Override
  public Collection<Path> paths() {
    return List.of(folder, folder.resolve("missing"));
  }

  @Override
  public Map<ContentId, Path> contents() {
    return Map.of(ContentId.of("named"), folder.resolve("file"));
  }
}
