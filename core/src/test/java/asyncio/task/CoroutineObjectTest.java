package asyncio.task;

import static asyncio.Asyncio.coroutine;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The text of one-shot coroutine objects. */
class CoroutineObjectTest {

  @Test
  void aLambdaIsNamedByItsPlaceWithoutAnAddress() {
    assertThat(coroutine(() -> 1))
        .hasToString("<coroutine lambda in asyncio.task.CoroutineObjectTest>");
    assertThat(coroutine(() -> {}))
        .hasToString("<coroutine lambda in asyncio.task.CoroutineObjectTest>");
  }

  @Test
  void aGivenNameIsKept() {
    assertThat(new CoroutineObject<>("fetch", () -> 1)).hasToString("<coroutine fetch>");
  }
}
