package org.peerdist.cache.osgi;

import java.io.IOException;
import org.peerdist.cache.CacheInUseException;
import org.peerdist.cache.CacheLimit;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.configuration.HomePath;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;
import org.peerdist.configuration.osgi.ServiceKind;

/** How a content cache is made from its configuration. */
final class CacheKind implements ServiceKind<CacheSettings, ContentCache> {
  static final String PID = "org.peerdist.cache";

  @Override
  public String pid() {
    return PID;
  }

  @Override
  public Class<ContentCache> type() {
    return ContentCache.class;
  }

  @Override
  public CacheSettings read(Settings settings) throws SettingException {
    CacheOptions usual = CacheOptions.defaults();
    return new CacheSettings(
        settings.value("folder", HomePath.parse("~/.peerdist/cache"), HomePath::parse),
        new CacheOptions(
            settings.value("size", usual.limit(), CacheLimit::parse),
            settings.value("max.age", usual.maxAge(), CacheOptions::parseAge)));
  }

  @Override
  public ContentCache start(CacheSettings settings) throws SettingException {
    try {
      return ContentCache.open(settings.folder(), settings.options());
    } catch (CacheInUseException e) {
      throw new SettingException("folder", "another process, or container, has this cache open");
    } catch (IOException e) {
      throw new SettingException("folder", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean exclude(CacheSettings one, CacheSettings other) {
    return one.folder().equals(other.folder());
  }
}
