package asyncio.resource;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.nullcontext;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.with;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.FastEngineOnly;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A block in a context manager. */
class WithTest {

  private final IOException failure = new IOException("of the block");

  private void fail(Object ignored) throws IOException {
    throw failure;
  }

  // ---- in order

  @Test
  void givesTheValueInAndTheBlocksOut() {
    Leaving manager = Leaving.passing();
    int length = with(manager, String::length);
    assertThat(length).isEqualTo("passing".length());
    assertThat(manager.seen).containsExactly((Throwable) null);
  }

  @Test
  void swallowingNothingMeansNothing() {
    int length = with(Leaving.swallowing(), String::length);
    assertThat(length).isEqualTo("swallowing".length());
  }

  @Test
  void suspendsWhileEnteringAndLeaving() {
    List<String> log = new ArrayList<>();
    ContextManager<String> slow =
        new ContextManager<>() {
          @Override
          public String enter() {
            sleep(ZERO);
            log.add("entered");
            return "value";
          }

          @Override
          public boolean exit(Throwable failure) {
            sleep(ZERO);
            log.add("left");
            return false;
          }
        };
    run(
        () -> {
          createTask(() -> log.add("other"));
          with(slow, (String value) -> log.add(value));
        });
    assertThat(log).containsExactly("other", "entered", "value", "left");
  }

  @Test
  void nullcontextGivesItsValue() {
    assertThat(with(nullcontext("value"), (String value) -> value + "!")).isEqualTo("value!");
    assertThat(with(nullcontext(null), (Object value) -> "got " + value)).isEqualTo("got null");
  }

  // ---- failures

  @Test
  void aFailurePassesAsItIs() {
    Leaving manager = Leaving.passing();
    assertThatThrownBy(() -> with(manager, this::fail)).isSameAs(failure);
    assertThat(manager.seen).containsExactly(failure);
    assertThat(failure).hasNoSuppressedExceptions();
  }

  @Test
  void aManagerThatCannotBeEnteredIsNotLeft() {
    List<String> log = new ArrayList<>();
    ContextManager<String> refusing =
        new ContextManager<>() {
          @Override
          public String enter() throws IOException {
            throw failure;
          }

          @Override
          public boolean exit(Throwable failure) {
            log.add("left");
            return true;
          }
        };
    assertThatThrownBy(() -> with(refusing, (String value) -> log.add("body"))).isSameAs(failure);
    assertThat(log).isEmpty();
  }

  @Test
  void aSwallowedFailureEndsTheBlockInOrder() {
    Leaving manager = Leaving.swallowing();
    with(manager, this::fail);
    assertThat(manager.seen).containsExactly(failure);
  }

  @Test
  void aSwallowedFailureLeavesNoValue() {
    assertThat(with(Leaving.swallowing(), (String value) -> value.charAt(value.length()))).isNull();
  }

  @Test
  void aReplacedFailureIsSuppressed() {
    var replacement = new IllegalStateException("instead");
    Leaving manager =
        Leaving.by(
            _ -> {
              throw replacement;
            });
    assertThatThrownBy(() -> with(manager, this::fail)).isSameAs(replacement);
    assertThat(replacement).hasSuppressedException(failure).hasNoCause();
  }

  @Test
  void aWrappedFailureIsNotSuppressedAsWell() {
    Leaving wrapping =
        Leaving.by(
            seen -> {
              throw new IllegalStateException(new RuntimeException(seen));
            });
    assertThatThrownBy(() -> with(wrapping, this::fail))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasRootCause(failure)
        .hasNoSuppressedExceptions();
  }

  @Test
  void anUnwrappedFailureMakesNoCircle() {
    Leaving unwrapping =
        Leaving.by(
            seen -> {
              throw (IOException) seen.getCause();
            });
    assertThatThrownBy(
            () ->
                with(
                    unwrapping,
                    (String _) -> {
                      throw new RuntimeException(failure);
                    }))
        .isSameAs(failure)
        .hasNoSuppressedExceptions();
  }

  @Test
  void aFailureThatIsThrownOnIsNotSuppressedUnderItself() {
    Leaving rethrowing =
        Leaving.by(
            seen -> {
              throw (IOException) seen;
            });
    assertThatThrownBy(() -> with(rethrowing, this::fail)).isSameAs(failure);
    assertThat(failure).hasNoSuppressedExceptions();
  }

  @Test
  void aFailureOfLeavingAloneComesOut() {
    Leaving failing =
        Leaving.by(
            _ -> {
              throw failure;
            });
    assertThatThrownBy(() -> with(failing, String::length)).isSameAs(failure);
  }

  // ---- cancellation

  @Test
  void exitSeesTheCancellation() {
    Leaving manager = Leaving.passing();
    run(
        () -> {
          Task<Void> task = createTask(() -> with(manager, (String _) -> sleep(ZERO)));
          sleep(ZERO);
          task.cancel("enough");
          assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
        });
    assertThat(manager.seen)
        .singleElement()
        .isInstanceOfSatisfying(
            CancelledError.class, seen -> assertThat(seen).hasMessage("enough"));
  }

  /** And not what the interrupted call made of it; so the exit may suspend. */
  @Test
  @FastEngineOnly
  void exitSeesTheCancellationOfABlockingCall() {
    List<String> log = new ArrayList<>();
    Leaving manager =
        Leaving.by(
            _ -> {
              sleep(ZERO);
              log.add("cleaned up");
              return false;
            });
    run(
        () -> {
          Task<Void> task =
              createTask(() -> with(manager, (String _) -> Thread.sleep(Long.MAX_VALUE)));
          sleep(ZERO);
          task.cancel();
          assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
        });
    assertThat(log).containsExactly("cleaned up");
    assertThat(manager.seen).singleElement().isInstanceOf(CancelledError.class);
  }

  /** As the clean-up was cut short; the failure stays reachable. */
  @Test
  void aCancellationWhileLeavingTakesTheFailuresPlace() {
    Leaving slow =
        Leaving.by(
            _ -> {
              sleep(ZERO);
              return false;
            });
    AtomicReference<Throwable> outcome = new AtomicReference<>();
    run(
        () -> {
          Task<Void> task =
              createTask(
                  () -> {
                    try {
                      with(slow, this::fail);
                    } catch (CancelledError cancelled) {
                      outcome.set(cancelled);
                      throw cancelled;
                    }
                  });
          sleep(ZERO);
          task.cancel();
          assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
        });
    assertThat(outcome.get()).hasSuppressedException(failure);
  }
}
