package asyncio.process;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.subprocessExec;
import static asyncio.Asyncio.subprocessShell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.NoLeaks;
import asyncio.task.Future;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class SubprocessTransportTest {

  /** Writes down what it is told. */
  private static final class Recorder implements SubprocessProtocol {

    private final List<String> events = new ArrayList<>();
    private final StringBuilder output = new StringBuilder();
    private final Future<@Nullable Void> lost = createFuture();

    @Override
    public void connectionMade(SubprocessTransport transport) {
      events.add("made");
    }

    @Override
    public void pipeDataReceived(int fd, byte[] data) {
      output.append(new String(data, UTF_8));
      events.add("data " + fd);
    }

    @Override
    public void pipeConnectionLost(int fd, @Nullable Throwable failure) {
      events.add("pipe lost " + fd);
    }

    @Override
    public void processExited() {
      events.add("exited");
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      events.add("lost");
      lost.setResult(null);
    }
  }

  @Test
  void theProtocolIsToldEverything() {
    run(
        () -> {
          var connected =
              subprocessShell(
                  Recorder::new, ProcessOptions.PIPES, "echo out; echo err >&2; exit 7");
          Recorder protocol = connected.protocol();
          protocol.lost.await();
          assertThat(protocol.events)
              .startsWith("made")
              .endsWith("lost")
              .containsOnlyOnce(
                  "made",
                  "data 1",
                  "data 2",
                  "pipe lost 0",
                  "pipe lost 1",
                  "pipe lost 2",
                  "exited",
                  "lost");
          assertThat(connected.transport().getReturncode()).isEqualTo(7);
        });
  }

  @Test
  void pipesAreTransports() {
    run(
        () -> {
          var connected = subprocessExec(Recorder::new, ProcessOptions.PIPES, "cat");
          var stdin = Objects.requireNonNull(connected.transport().getPipeTransport(0));
          stdin.write("echo".getBytes(UTF_8));
          stdin.writeEof();
          connected.protocol().lost.await();
          assertThat(connected.protocol().output).hasToString("echo");
          assertThat(connected.transport().getReturncode()).isZero();
        });
  }

  @Test
  void closingKillsWhatRuns() {
    run(
        () -> {
          var connected = subprocessExec(Recorder::new, ProcessOptions.PIPES, "sleep", "30");
          connected.transport().close();
          connected.transport().close();
          connected.protocol().lost.await();
          assertThat(connected.transport().isClosing()).isTrue();
          assertThat(connected.transport().getReturncode()).isEqualTo(-9);
          assertThatThrownBy(connected.transport()::kill).isInstanceOf(ProcessLookupError.class);
        });
  }

  @Test
  void aMissingProgramIsTheCallersFailure() {
    run(
        () ->
            assertThatThrownBy(
                    () -> subprocessExec(Recorder::new, ProcessOptions.PIPES, "no-such-program"))
                .isInstanceOf(NoSuchFileException.class));
  }
}
