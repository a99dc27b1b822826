package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.client.ClientOptions;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.jetty.service.PeerSettings;
import org.peerdist.launcher.internal.Loopback;
import org.peerdist.retrieval.UploadLimits;
import picocli.CommandLine;

class UploadArgumentsTest {
  private static final HostAndPort LISTEN = new HostAndPort("127.0.0.1", 0);

  private static PeerSettings settings(String... arguments) {
    UploadArguments uploads = CommandLine.populateCommand(new UploadArguments(), arguments);
    InetSocketAddress address = Loopback.address(0);
    return uploads.settings(LISTEN, address, DiscoveryOptions.defaults());
  }

  @Test
  void settings_withoutArguments_areTheUsualOnes() {
    assertThat(settings().limits()).isEqualTo(UploadLimits.PEER);
    assertThat(settings().discovery()).isEqualTo(DiscoveryOptions.defaults());
  }

  @Test
  void settings_withLimits_haveThem() {
    PeerSettings limited = settings("--max-uploads", "7", "--max-upload-rate", "1.5MiB");
    assertThat(limited.limits()).isEqualTo(new UploadLimits(7, OptionalLong.of(1_572_864)));
    assertThat(settings("--discovery-backoff", "900").discovery().maxBackoff())
        .isEqualTo(Duration.ofMillis(900));
  }

  @Test
  void options_withTimers_haveThem() {
    SearchArguments search =
        CommandLine.populateCommand(
            new SearchArguments(),
            "--discovery-timer",
            "1000",
            "--request-timer",
            "5000",
            "--no-discovery");
    ClientOptions options = search.options(DiscoveryOptions.defaults().withPort(7));
    assertThat(options.discovery()).isFalse();
    assertThat(options.requestTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.probing())
        .isEqualTo(DiscoveryOptions.defaults().withPort(7).withRequestTimer(Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "peer --max-uploads 0, --max-uploads 0 leaves a peer nothing to do",
    "peer --max-uploads -1, upload limit -1 is less than 1",
    "peer --max-upload-rate 0, upload rate 0 is less than 1 byte a second",
    "peer --max-upload-rate fast, is not a size",
    "peer --discovery-backoff 0, maximum backoff of 0 ms is not between 1 and 10000 ms",
    "peer --discovery-port 0, discovery port 0 is not between 1 and 65535",
    "get http://h/ --listen 127.0.0.1:0 --max-uploads -1, upload limit -1 is less than 1",
    "get http://h/ --discovery-timer 64, request timer of 64 ms is not between 65 and 10000 ms",
    "get http://h/ --request-timer 0, milliseconds for a block: 0 is not between 1 and 60000",
    "get http://h/ --quorum 0, quorum 0 is less than 1"
  })
  void run_withWrongArguments_saysWhatIsWrong(String line, String message) {
    StringWriter err = new StringWriter();
    CommandLine commands = Main.commandLine(new AllCommands());
    commands.setErr(new PrintWriter(err, true));
    assertThat(commands.execute(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("peerdist: ").contains(message);
  }
}
