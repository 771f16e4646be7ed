package asyncio.resource;

import static asyncio.Asyncio.closing;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.with;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plain resources where a context manager is expected. */
class ClosingTest {

  private final IOException failure = new IOException("of the block");
  private final IOException second = new IOException("of close");

  private void closeBadly() throws IOException {
    throw second;
  }

  @Test
  void closesAfterTheBlock() {
    StringReader reader = new StringReader("a");
    assertThat(with(reader, (StringReader open) -> (char) open.read())).isEqualTo('a');
    assertThatThrownBy(reader::read).isInstanceOf(IOException.class);
  }

  @Test
  void givesTheResource() throws Exception {
    StringReader reader = new StringReader("a");
    assertThat(closing(reader).enter()).isSameAs(reader);
  }

  @Test
  void closeMaySuspend() {
    List<String> log = new ArrayList<>();
    AutoCloseable slow =
        () -> {
          sleep(ZERO);
          log.add("closed");
        };
    run(
        () -> {
          createTask(() -> log.add("other"));
          with(slow, (AutoCloseable _) -> log.add("body"));
        });
    assertThat(log).containsExactly("body", "other", "closed");
  }

  @Test
  void aCloseThatFailsAloneComesOut() {
    AutoCloseable resource = this::closeBadly;
    assertThatThrownBy(() -> with(resource, (AutoCloseable _) -> "value")).isSameAs(second);
  }

  @Test
  void aCloseThatFailsTooIsSuppressed() {
    AutoCloseable resource = this::closeBadly;
    assertThatThrownBy(
            () ->
                with(
                    resource,
                    (AutoCloseable _) -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(failure).hasSuppressedException(second);
  }

  @Test
  void aCloseThatThrowsTheFailureItselfChangesNothing() {
    AutoCloseable resource =
        () -> {
          throw failure;
        };
    assertThatThrownBy(
            () ->
                with(
                    resource,
                    (AutoCloseable _) -> {
                      throw failure;
                    }))
        .isSameAs(failure)
        .hasNoSuppressedExceptions();
  }

  /** Suppressed under a failure that somebody handles, it would be lost. */
  @Test
  void aCancellationWhileClosingIsNotSuppressed() {
    run(
        () -> {
          AutoCloseable slow = () -> sleep(ZERO);
          Task<Void> task =
              createTask(
                  () ->
                      with(
                          slow,
                          (AutoCloseable _) -> {
                            throw failure;
                          }));
          sleep(ZERO);
          task.cancel("enough");
          assertThatThrownBy(task::await)
              .isInstanceOf(CancelledError.class)
              .hasMessage("enough")
              .hasSuppressedException(failure);
        });
  }

  @Test
  void whatFailsToCloseUnderACancellationIsKept() {
    run(
        () -> {
          AutoCloseable resource = this::closeBadly;
          Task<Void> task = createTask(() -> with(resource, (AutoCloseable _) -> sleep(ZERO)));
          sleep(ZERO);
          task.cancel();
          assertThatThrownBy(task::await)
              .isInstanceOf(CancelledError.class)
              .hasSuppressedException(second);
        });
  }

  private static final class Transaction implements AutoCloseable, Exit {

    private final List<String> log = new ArrayList<>();

    @Override
    public boolean exit(Throwable failure) {
      log.add(failure == null ? "commit" : "rollback");
      return failure instanceof IOException;
    }

    @Override
    public void close() {
      log.add("close");
    }
  }

  @Test
  void aResourceThatIsAnExitIsTold() {
    Transaction transaction = new Transaction();
    with(transaction, (Transaction _) -> {});
    with(
        transaction,
        (Transaction _) -> {
          throw failure;
        });
    assertThat(transaction.log).containsExactly("commit", "rollback");
  }
}
