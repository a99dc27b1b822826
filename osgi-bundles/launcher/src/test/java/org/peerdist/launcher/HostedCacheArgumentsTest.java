package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.client.HostedCacheLocator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

class HostedCacheArgumentsTest {
  @TempDir private Path folder;

  @Command
  private static final class Line {
    @Mixin private HostedCacheArguments hostedCaches;
    @Mixin private StateFolder state;
    @Parameters private List<String> words = List.of();
  }

  private static Line parse(String... arguments) {
    Line line = new Line();
    new CommandLine(line).parseArgs(arguments);
    return line;
  }

  private HostedCacheLocator locator(Line line) throws IOException {
    // An interface that nobody has: nothing leaves this machine.
    return line.hostedCaches.locator(List.of("no-such-interface"), line.state);
  }

  @Test
  void findHostedCache_withoutValue_leavesTheNextWordAlone() throws Exception {
    String state = folder.toString();
    Line line = parse("--state", state, "--find-hosted-cache", "http://origin.example/");
    assertThat(line.words).containsExactly("http://origin.example/");
    assertThat(line.hostedCaches.offers()).isTrue();
    assertThat(locator(line).locate()).isEmpty();
  }

  @Test
  void findHostedCache_withValue_takesADomain() {
    Line line = parse("--state", folder.toString(), "--find-hosted-cache=not/a/domain", "word");
    assertThat(line.words).containsExactly("word");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locator(line))
        .withMessageContaining("'not/a/domain' is not a domain");
  }

  @Test
  void withoutOptions_nobodyLooksOrOffers() throws Exception {
    Line line = parse("word");
    assertThat(line.hostedCaches.offers()).isFalse();
    assertThat(locator(line)).isSameAs(HostedCacheLocator.NONE);
    assertThat(parse("--offer-only").hostedCaches.problem(false)).contains("--offer-only needs");
  }

  @Test
  void noOffer_offersNothing_toFoundOnesEither() {
    assertThat(parse("--find-hosted-cache", "--no-offer").hostedCaches.offers()).isFalse();
    assertThat(parse("--find-hosted-cache", "--offer-only").hostedCaches.problem(false)).isNull();
  }
}
