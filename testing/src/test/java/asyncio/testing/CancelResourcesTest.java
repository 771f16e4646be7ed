package asyncio.testing;

import static asyncio.Asyncio.contextManager;
import static asyncio.Asyncio.exitStack;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.with;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.resource.ContextManager;
import asyncio.resource.ExitStack;
import asyncio.task.Outcome;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Resources, cancelled while entering, in the body, and while leaving. */
class CancelResourcesTest {

  /** Checks that what was entered is left exactly once, in reverse order. */
  private abstract static class Nesting implements CancelScenario {

    private final Deque<String> entered = new ArrayDeque<>();
    private int left;

    final ContextManager<String> manager(String name) {
      return new ContextManager<>() {
        @Override
        public String enter() {
          sleep(seconds(0.25));
          entered.push(name);
          return name;
        }

        @Override
        public boolean exit(Throwable failure) {
          leave(name);
          return false;
        }
      };
    }

    final ContextManager<String> block(String name) {
      return contextManager(
          scope -> {
            sleep(seconds(0.25));
            entered.push(name);
            try {
              scope.yield(name);
            } finally {
              leave(name);
            }
          });
    }

    final AutoCloseable resource(String name) {
      entered.push(name);
      return () -> leave(name);
    }

    final void leave(String name) {
      assertThat(entered.pop()).isEqualTo(name);
      left++;
      sleep(seconds(0.25));
    }

    final void body(boolean fails) throws IOException {
      int before = left;
      sleep(seconds(1));
      assertThat(left).as("left before the body has ended").isEqualTo(before);
      if (fails) {
        throw new IOException("of the body");
      }
    }

    @Override
    public void verify(Outcome<?> outcome) {
      assertThat(entered).as("entered and not left").isEmpty();
    }
  }

  private static void check(Supplier<Nesting> scenario) {
    assertThat(CancelEverywhere.check(scenario)).as("moments").isGreaterThan(5);
  }

  @Test
  void withInWith() {
    check(() -> new WithInWith(false));
    check(() -> new WithInWith(true));
  }

  private static final class WithInWith extends Nesting {

    private final boolean fails;

    WithInWith(boolean fails) {
      this.fails = fails;
    }

    @Override
    public void run() {
      try {
        with(
            manager("outer"),
            (String _) ->
                with(
                    block("inner"),
                    (String _) -> {
                      body(fails);
                    }));
      } catch (Exception expected) {
        assertThat(expected).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void anExitStack() {
    check(() -> new InStack(false));
    check(() -> new InStack(true));
  }

  private static final class InStack extends Nesting {

    private final boolean fails;

    InStack(boolean fails) {
      this.fails = fails;
    }

    @Override
    public void run() {
      try {
        exitStack(
            (ExitStack stack) -> {
              stack.enter(manager("a"));
              stack.enter(resource("b"));
              stack.enter(block("c"));
              body(fails);
            });
      } catch (Exception expected) {
        assertThat(expected).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aStackThatWasHandedOver() {
    check(HandedOver::new);
  }

  private static final class HandedOver extends Nesting {

    private ExitStack open() {
      return exitStack(
          (ExitStack stack) -> {
            stack.enter(manager("a"));
            stack.enter(block("b"));
            return stack.popAll();
          });
    }

    @Override
    public void run() throws Exception {
      try (ExitStack _ = open()) {
        body(false);
      }
    }
  }
}
