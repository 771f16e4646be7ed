package asyncio.stream;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.stream.Texts.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.MemoryStream;
import asyncio.task.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever way is chosen to write, however narrow the stream and whatever way is chosen to read:
 * the bytes that come out are those that went in.
 */
class FragmentationTest {

  private static final int TOTAL = 300_000;
  private static final int CAPACITIES = 5_000;

  private final byte[] data = pattern(TOTAL);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyByteArrivesOnceAndInOrder(long seed) {
    run(
        () -> {
          Random random = new Random(seed);
          MemoryStream stream =
              MemoryStream.create(getRunningLoop(), 1 + random.nextInt(CAPACITIES));
          Connection sender = Connection.over(stream);
          Connection receiver = Connection.over(stream.peer());
          Task<@Nullable Void> writing = createTask(() -> writeAll(sender, random));
          assertThat(readAll(receiver.reader(), random)).isEqualTo(data);
          writing.await();
          receiver.close();
        });
  }

  private void writeAll(Connection sender, Random random) throws IOException {
    StreamWriter writer = sender.writer();
    for (int sent = 0; sent < TOTAL; ) {
      int size = Math.min(random.nextInt(random.nextBoolean() ? 200 : 100_000), TOTAL - sent);
      byte[] piece = new byte[size];
      System.arraycopy(data, sent, piece, 0, size);
      writeSomehow(writer, piece, random);
      Arrays.fill(piece, (byte) -1); // it is ours again
      sent += size;
    }
    sender.close();
  }

  private static void writeSomehow(StreamWriter writer, byte[] piece, Random random)
      throws IOException {
    switch (random.nextInt(7)) {
      case 0 -> writer.send(piece);
      case 1 -> writer.send(ByteBuffer.wrap(piece));
      case 2 -> writer.send(ByteBuffer.allocateDirect(piece.length).put(piece).flip());
      case 3 -> writer.writeLines(List.of(piece));
      case 4 -> writer.write(ByteBuffer.wrap(piece));
      case 5 -> {
        writer.write(piece);
        sleep(Duration.ZERO);
      }
      default -> {
        writer.write(piece);
        writer.drain();
      }
    }
  }

  private static byte[] readAll(StreamReader reader, Random random) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = readSomehow(reader, random);
    while (piece.length > 0) {
      all.writeBytes(piece);
      if (random.nextInt(4) == 0) {
        sleep(Duration.ZERO);
      }
      piece = readSomehow(reader, random);
    }
    return all.toByteArray();
  }

  private static byte[] readSomehow(StreamReader reader, Random random) throws IOException {
    int size = 1 + random.nextInt(random.nextBoolean() ? 20 : 90_000);
    try {
      return switch (random.nextInt(5)) {
        case 0 -> reader.read(size);
        case 1 -> reader.readExactly(size);
        case 2 -> reader.readUntil(new byte[] {(byte) size}, new byte[] {1, 2}, new byte[] {7});
        case 3 -> {
          byte[] target = new byte[size];
          yield Arrays.copyOf(target, Math.max(0, reader.readInto(target)));
        }
        default -> {
          ByteBuffer target = ByteBuffer.allocateDirect(size);
          reader.read(target);
          byte[] taken = new byte[target.flip().remaining()];
          target.get(taken);
          yield taken;
        }
      };
    } catch (IncompleteReadError end) {
      return end.partial();
    }
  }
}
