package org.peerdist.launcher;

import java.util.List;
import java.util.Locale;
import org.peerdist.jetty.service.HttpService;
import org.peerdist.jetty.status.StatusBoard;
import org.peerdist.jetty.status.StatusHandler.Viewers;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who may see what a service does. */
final class StatusOption {
  /** The values of the option. */
  enum Access {
    LOCAL,
    ALL,
    OFF
  }

  @Option(
      names = "--status",
      paramLabel = "WHO",
      converter = Converter.class,
      order = 60,
      description = {
        "Who sees what this does, at /peerdist/: local (browsers and programs on",
        "this machine), all, or off (default: local)."
      })
  private Access access = Access.LOCAL;

  /** Shows a board to those who may see it. */
  void show(StatusBoard board, List<HttpService> servers) {
    if (access != Access.OFF) {
      Viewers viewers = access == Access.ALL ? Viewers.ALL : Viewers.LOCAL;
      servers.forEach(server -> server.show(board, viewers));
    }
  }

  /** For the option. */
  static final class Converter implements ITypeConverter<Access> {
    @Override
    public Access convert(String text) {
      try {
        return Access.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' is none of local, all, off");
      }
    }
  }
}
