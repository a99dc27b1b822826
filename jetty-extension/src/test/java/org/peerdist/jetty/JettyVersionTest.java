package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The tests of this room run twice. */
class JettyVersionTest {
  @Test
  @EnabledIfSystemProperty(named = "expected.jetty.version", matches = ".+")
  void version_isTheOneThatThisRunIsFor() {
    assertThat(Server.getVersion()).isEqualTo(System.getProperty("expected.jetty.version"));
  }
}
