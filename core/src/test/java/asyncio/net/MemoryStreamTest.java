package asyncio.net;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.context.ContextVar;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.testing.contract.ByteStreamContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The promises of every stream, and those of memory. */
class MemoryStreamTest extends ByteStreamContract {

  @Override
  protected Ends connect(EventLoop loop) {
    MemoryStream near = MemoryStream.create(loop, 1000);
    return new Ends(near, near.peer());
  }

  @Test
  void itHoldsWhatItsCapacitySays() {
    run(
        () -> {
          MemoryStream near = MemoryStream.create(getRunningLoop(), 3);
          assertThat(near.write(ByteBuffer.allocate(5))).isEqualTo(3);
          assertThat(near.peer().write(ByteBuffer.allocate(5))).isEqualTo(3);
          assertThat(near.peer().read(ByteBuffer.allocate(2))).isEqualTo(2);
          assertThat(near.write(ByteBuffer.allocate(5))).isEqualTo(2);
        });
  }

  @Test
  void callbacksRunInTheContextOfWhoHasSetThem() {
    ContextVar<String> side = ContextVar.of("side");
    connected(
        (near, far) -> {
          Future<String> calledOn = getRunningLoop().createFuture();
          side.set("far");
          far.onReadable(
              () -> {
                calledOn.setResult(side.get());
                far.onReadable(null);
              });
          side.set("near");
          near.write(ByteBuffer.allocate(1));
          assertThat(calledOn.await()).isEqualTo("far");
        });
  }

  @Test
  void writingToAClosedEndIsABrokenPipe() {
    connected(
        (near, far) -> {
          far.close();
          assertThatThrownBy(() -> near.write(ByteBuffer.allocate(1)))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("Broken pipe");
        });
  }

  @Test
  void aCapacityOfNothingIsRefused() {
    run(
        () ->
            assertThatThrownBy(() -> MemoryStream.create(getRunningLoop(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a memory stream must hold at least 1 byte, and the capacity is 0"));
  }
}
