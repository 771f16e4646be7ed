package asyncio.process;

import static asyncio.Asyncio.connectReadPipe;
import static asyncio.Asyncio.connectWritePipe;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.ByteStream;
import asyncio.stream.Connection;
import asyncio.support.NoLeaks;
import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.transport.Connected;
import asyncio.transport.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams that block, as streams and transports of a loop. */
@ExtendWith(NoLeaks.class)
class PipesTest {

  private static final class Collector implements Protocol {

    private final StringBuilder received = new StringBuilder();
    private final Future<@Nullable Throwable> lost = createFuture();

    @Override
    public void dataReceived(byte[] data) {
      received.append(new String(data, UTF_8));
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      lost.setResult(failure);
    }
  }

  @Test
  void whatIsWrittenInAnotherThreadIsReceived() {
    run(
        () -> {
          PipedOutputStream out = new PipedOutputStream();
          Connected<Collector> reading = connectReadPipe(Collector::new, new PipedInputStream(out));
          Connected<Collector> writing = connectWritePipe(Collector::new, out);
          writing.transport().write("through ".getBytes(UTF_8));
          writing.transport().write("a pipe".getBytes(UTF_8));
          writing.transport().close();
          assertThat(reading.protocol().lost.await()).isNull();
          assertThat(reading.protocol().received).hasToString("through a pipe");
          assertThat(writing.protocol().lost.await()).isNull();
        });
  }

  @Test
  void aReadThatFailsIsTold() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("unplugged");
          }
        };
    run(
        () -> {
          Connected<Collector> reading = connectReadPipe(Collector::new, broken);
          assertThat(reading.protocol().lost.await()).hasMessage("unplugged");
        });
  }

  @Test
  void aWriteThatFailsIsTold() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    run(
        () -> {
          Connected<Collector> writing = connectWritePipe(Collector::new, full);
          writing.transport().write(new byte[10]);
          assertThat(writing.protocol().lost.await()).hasMessage("No space left on device");
        });
  }

  @Test
  void pausedReadingLeavesTheRestWhereItIs() {
    run(
        () -> {
          PipedOutputStream out = new PipedOutputStream();
          PipedInputStream in = new PipedInputStream(out);
          Connected<Collector> reading = connectReadPipe(Collector::new, in);
          reading.transport().pauseReading();
          toThread(() -> out.write("first".getBytes(UTF_8)));
          reading.transport().resumeReading();
          toThread(out::close);
          reading.protocol().lost.await();
          assertThat(reading.protocol().received).hasToString("first");
        });
  }

  @Test
  void whatNobodyWantsIsNotRead() {
    CountDownLatch asked = new CountDownLatch(1);
    InputStream source =
        new InputStream() {
          @Override
          public int read() {
            asked.countDown();
            return -1;
          }
        };
    run(
        () -> {
          ByteStream pipe =
              InputPipe.onDemand(getRunningLoop(), "test", BlockingSource.of("test", source));
          Connection connection = Connection.over(pipe);
          sleep(Duration.ZERO);
          assertThat(asked.getCount()).isEqualTo(1);
          assertThat(connection.reader().read()).isEmpty();
          assertThat(asked.getCount()).isZero();
          connection.abort();
        });
  }

  @Test
  void aPipeGoesOneWay() {
    run(
        () -> {
          var loop = getRunningLoop();
          ByteStream in =
              InputPipe.onDemand(
                  loop, "in", BlockingSource.of("in", InputStream.nullInputStream()));
          ByteStream out = new OutputPipe(loop, "out", OutputStream.nullOutputStream());
          assertThatThrownBy(() -> in.write(ByteBuffer.allocate(1)))
              .isInstanceOf(NonWritableChannelException.class);
          assertThatThrownBy(() -> out.read(ByteBuffer.allocate(1)))
              .isInstanceOf(NonReadableChannelException.class);
          in.close();
          out.close();
        });
  }

  @Test
  void closingEndsAReadThatIsUnderWay() {
    run(
        () -> {
          PipedInputStream silent = new PipedInputStream(new PipedOutputStream());
          ByteStream pipe =
              InputPipe.onDemand(getRunningLoop(), "test", BlockingSource.of("test", silent));
          Task<byte[]> reading =
              createTask(
                  () -> {
                    pipe.awaitReadable();
                    return new byte[0];
                  });
          sleep(Duration.ZERO);
          pipe.close();
          assertThatThrownBy(reading::await).isInstanceOf(IOException.class);
          toThread(() -> eventually("its thread ends", () -> !hasThread("asyncio-test")));
        });
  }

  private static boolean hasThread(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(name));
  }
}
