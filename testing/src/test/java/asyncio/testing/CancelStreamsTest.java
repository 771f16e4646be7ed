package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.MemoryStream;
import asyncio.net.WriteLimits;
import asyncio.stream.Connection;
import asyncio.stream.IncompleteReadError;
import asyncio.stream.StreamReader;
import asyncio.task.CancelledError;
import asyncio.task.Outcome;
import asyncio.task.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Streams, cancelled at every moment: no byte is lost, none is sent twice, nobody hangs. */
class CancelStreamsTest {

  private static final int CAPACITY = 700;

  private static byte[] lines(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("line ").append(i).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void cancelEverywhere(Supplier<CancelScenario> scenario, int momentsAtLeast) {
    assertThat(CancelEverywhere.check(scenario)).isGreaterThanOrEqualTo(momentsAtLeast);
  }

  /** A task reads in its own way what another writes; in the end the rest is read. */
  private abstract static class Reading implements CancelScenario {

    private final byte[] data = lines(400);
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private Connection near;
    private Task<Void> writing;

    @Override
    public final void run() throws IOException {
      MemoryStream stream = MemoryStream.create(getRunningLoop(), CAPACITY);
      near = Connection.over(stream);
      Connection far = Connection.over(stream.peer());
      writing =
          createTask(
              () -> {
                for (int i = 0; i < data.length; i += 500) {
                  far.writer().send(Arrays.copyOfRange(data, i, Math.min(i + 500, data.length)));
                }
                far.close();
              });
      try {
        read(near.reader());
      } catch (IncompleteReadError end) {
        taken.writeBytes(end.partial());
      }
    }

    abstract void read(StreamReader reader) throws IOException;

    @Override
    public boolean mayLeaveWorkBehind() {
      return true; // the writing task
    }

    @Override
    public final void verify(Outcome<?> outcome) throws IOException {
      if (near == null) {
        return; // cancelled before it began
      }
      taken.writeBytes(near.reader().read());
      writing.await();
      near.close();
      assertThat(taken.toByteArray()).isEqualTo(data);
    }
  }

  @Test
  void readLine() {
    cancelEverywhere(
        () ->
            new Reading() {
              @Override
              void read(StreamReader reader) throws IOException {
                reader.lines().forEach(taken::writeBytes);
              }
            },
        5);
  }

  @Test
  void readUntilOneOfSeveral() {
    cancelEverywhere(
        () ->
            new Reading() {
              @Override
              void read(StreamReader reader) throws IOException {
                while (!reader.atEof()) {
                  taken.writeBytes(reader.readUntil(new byte[] {'9', '\r'}, new byte[] {'7'}));
                }
              }
            },
        5);
  }

  @Test
  void readExactly() {
    cancelEverywhere(
        () ->
            new Reading() {
              @Override
              void read(StreamReader reader) throws IOException {
                taken.writeBytes(reader.readExactly(3));
                taken.writeBytes(reader.readExactly(3000));
                taken.writeBytes(reader.readExactly(100_000));
              }
            },
        5);
  }

  @Test
  void readToTheEnd() {
    cancelEverywhere(
        () ->
            new Reading() {
              @Override
              void read(StreamReader reader) throws IOException {
                taken.writeBytes(reader.read());
              }
            },
        5);
  }

  @Test
  void readIntoTheCallersMemory() {
    cancelEverywhere(
        () ->
            new Reading() {
              @Override
              void read(StreamReader reader) throws IOException {
                ByteBuffer large = ByteBuffer.allocate(5000);
                byte[] small = new byte[10];
                int count;
                do {
                  count = reader.read(large);
                  taken.write(large.array(), 0, large.flip().limit());
                  large.clear();
                  if (count > 0) {
                    count = reader.readInto(small);
                    taken.write(small, 0, Math.max(0, count));
                  }
                } while (count > 0);
              }
            },
        5);
  }

  /** A task sends while another does so, too; everything that was begun arrives, in order. */
  private static final class Sending implements CancelScenario {

    private static final int PARTS = 5;

    private final byte[] part = lines(300);
    private Connection near;
    private Connection far;
    private Task<byte[]> reading;
    private int begun;

    @Override
    public void run() throws IOException {
      MemoryStream stream = MemoryStream.create(getRunningLoop(), CAPACITY);
      near = Connection.over(stream);
      near.writer().setWriteLimits(new WriteLimits(100, 1000));
      far = Connection.over(stream.peer());
      reading = createTask(() -> far.reader().read());
      for (int i = 0; i < PARTS; i++) {
        byte[] mine = part.clone();
        begun++;
        try {
          if (i % 2 == 0) {
            near.writer().send(mine);
          } else {
            near.writer().write(mine);
            near.writer().drain();
          }
        } finally {
          Arrays.fill(mine, (byte) 0);
        }
      }
    }

    @Override
    public boolean mayLeaveWorkBehind() {
      return true;
    }

    @Override
    public void verify(Outcome<?> outcome) throws IOException {
      if (near == null) {
        return;
      }
      near.writer().close();
      byte[] received = reading.await();
      near.writer().waitClosed();
      far.close();
      assertThat(received).hasSize(begun * part.length);
      for (int i = 0; i < begun; i++) {
        assertThat(Arrays.copyOfRange(received, i * part.length, (i + 1) * part.length))
            .isEqualTo(part);
      }
    }
  }

  @Test
  void sendAndDrain() {
    cancelEverywhere(Sending::new, 5);
  }

  @Test
  void closeIsBoundedAndCancellable() {
    cancelEverywhere(
        () ->
            new CancelScenario() {
              private Connection near;

              @Override
              public void run() throws Exception {
                near = Connection.over(MemoryStream.create(getRunningLoop(), CAPACITY));
                near.writer().write(new byte[10 * CAPACITY]);
                try {
                  near.close(seconds(5));
                } catch (SocketTimeoutException late) {
                  assertThat(late).hasMessageContaining("took more than PT5S");
                }
              }

              @Override
              public void verify(Outcome<?> outcome) {
                assertThat(
                        outcome instanceof Outcome.Success
                            || outcome instanceof Outcome.Failure<?>(CancelledError _))
                    .as("%s", outcome)
                    .isTrue();
                if (near != null && outcome instanceof Outcome.Success) {
                  assertThat(getRunningLoop().time()).isGreaterThanOrEqualTo(5);
                }
                assertThat(near == null || near.writer().isClosing()).isTrue();
              }
            },
        2);
  }
}
