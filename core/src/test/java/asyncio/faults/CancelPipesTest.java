package asyncio.faults;

import static asyncio.Asyncio.connectReadPipe;
import static asyncio.Asyncio.connectWritePipe;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.subprocessExec;
import static asyncio.support.Settling.settleUntil;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.faults.CancelAtEachMoment.Scene;
import asyncio.process.Process;
import asyncio.process.ProcessOptions;
import asyncio.process.SubprocessConnected;
import asyncio.process.SubprocessProtocol;
import asyncio.support.NoLeaks;
import asyncio.task.Future;
import asyncio.transport.Connected;
import asyncio.transport.Protocol;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Protocols at pipes and processes, cancelled at each moment: no pipe and no process is left. */
@ExtendWith(NoLeaks.class)
class CancelPipesTest {

  private static final class Ending implements Protocol {

    private final Future<@Nullable Void> lost = createFuture();

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      if (!lost.done()) {
        lost.setResult(null);
      }
    }
  }

  /** A scene after which no process is left. */
  private interface ProcessScene extends Scene {

    @Override
    default void verify() {
      settleUntil(
          "no process is left", () -> ProcessHandle.current().children().findAny().isEmpty());
    }
  }

  private static void cancel(Scene scene) {
    assertThat(CancelAtEachMoment.check(() -> scene)).isGreaterThan(1);
  }

  private static void cancelProcess(ProcessScene scene) {
    cancel(scene);
  }

  /** It writes without end, so that its pipe is never at its end. */
  @Test
  void startingAProcessForAProtocol() {
    cancelProcess(
        () -> {
          SubprocessConnected<SubprocessProtocol> started =
              subprocessExec(() -> new SubprocessProtocol() {}, ProcessOptions.PIPES, "yes");
          started.transport().close();
        });
  }

  /** One that the JDK does not know, so that another process sends it. */
  @Test
  void sendingASignal() {
    cancelProcess(
        () -> {
          Process process = createSubprocessExec(ProcessOptions.DEFAULT, "sleep", "60");
          try {
            process.sendSignal("CONT");
          } finally {
            process.stop(seconds(0));
          }
        });
  }

  @Test
  void connectingToPipes() {
    cancel(
        () -> {
          PipedOutputStream out = new PipedOutputStream();
          Connected<Ending> reading = connectReadPipe(Ending::new, new PipedInputStream(out));
          try {
            Connected<Ending> writing = connectWritePipe(Ending::new, out);
            writing.transport().write(new byte[9]);
            writing.transport().close();
            reading.protocol().lost.await();
          } finally {
            reading.transport().abort();
          }
        });
  }
}
