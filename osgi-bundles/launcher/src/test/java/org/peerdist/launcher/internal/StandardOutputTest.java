package org.peerdist.launcher.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.Pipe;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  @Test
  void named_pipeWithoutReader_isTold() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().close();
    try (Pipe.SinkChannel sink = pipe.sink()) {
      IOException failure =
          catchThrowableOfType(IOException.class, () -> sink.write(ByteBuffer.allocate(1)));
      assertThat(StandardOutput.named(failure))
          .isInstanceOf(StandardOutput.NobodyReadsException.class)
          .hasMessage("whoever reads stdout has closed it before the end")
          .hasCause(failure);
    }
  }

  @Test
  void named_otherFailure_keepsItsReason() {
    assertThat(StandardOutput.named(new IOException("No space left on device")))
        .isNotInstanceOf(StandardOutput.NobodyReadsException.class)
        .hasMessage("stdout: No space left on device");
    assertThat(StandardOutput.named(new ClosedByInterruptException()))
        .isInstanceOf(ClosedByInterruptException.class);
  }
}
