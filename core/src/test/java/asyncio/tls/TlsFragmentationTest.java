package asyncio.tls;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.ByteStream;
import asyncio.net.MemoryStream;
import asyncio.testing.contract.ByteStreamContract.Ends;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the bytes are cut and delayed on their way, what comes out is what was put in. */
class TlsFragmentationTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everythingArrivesWhole(int seed) {
    run(
        () -> {
          Random random = new Random(seed);
          MemoryStream wire = MemoryStream.create(getRunningLoop(), 1 + random.nextInt(30_000));
          ByteStream near = new FragmentingStream(wire, random);
          ByteStream far = new FragmentingStream(wire.peer(), random);
          byte[] there = bytes(random);
          byte[] back = bytes(random);
          try (Ends ends = connect(near, far, random)) {
            gather(
                () -> sendAndSayGoodbye(ends.near(), there, random),
                () -> sendAndSayGoodbye(ends.far(), back, random),
                () -> assertReceives(ends.far(), there, random),
                () -> assertReceives(ends.near(), back, random));
          }
        });
  }

  private static Ends connect(ByteStream near, ByteStream far, Random random) {
    Ends outer = TlsEnds.shakeHands(getRunningLoop(), near, far);
    return random.nextInt(4) == 0
        ? TlsEnds.shakeHands(getRunningLoop(), outer.near(), outer.far())
        : outer;
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(60_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void sendAndSayGoodbye(ByteStream stream, byte[] bytes, Random random)
      throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      ByteBuffer piece = rest.slice();
      piece.limit(Math.min(piece.limit(), 1 + random.nextInt(40_000)));
      if (stream.write(piece) == 0) {
        stream.awaitWritable();
      }
      rest.position(rest.position() + piece.position());
    }
    while (!stream.flush()) {
      stream.awaitWritable();
    }
    stream.shutdownOutput();
  }

  private static void assertReceives(ByteStream stream, byte[] expected, Random random)
      throws IOException {
    ByteBuffer received = ByteBuffer.allocate(expected.length + 1);
    int count = 0;
    while (count >= 0) {
      ByteBuffer piece = received.slice();
      piece.limit(Math.min(piece.limit(), 1 + random.nextInt(30_000)));
      count = stream.read(piece);
      received.position(received.position() + piece.position());
      if (count == 0) {
        stream.awaitReadable();
      }
    }
    assertThat(received.position()).isEqualTo(expected.length);
    assertThat(Arrays.mismatch(received.array(), 0, expected.length, expected, 0, expected.length))
        .isEqualTo(-1);
  }
}
