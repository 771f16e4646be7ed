package asyncio.http.websocket;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.Outcome;
import asyncio.task.Task;
import asyncio.testing.CancelEverywhere;
import asyncio.testing.CancelScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cancelled at each suspension, a websocket loses no message and leaves nothing behind. */
class CancelWebSocketTest {

  /** More than is on its way at a time, so that sending suspends. */
  private static final String LARGE = "large ".repeat(30_000);

  /** A conversation of an echo, a ping, and a close. */
  private static final class Conversation implements CancelScenario {

    private @Nullable Ends ends;

    @Override
    public void run() throws Exception {
      try (Ends open = Ends.open(WebSocketOptions.DEFAULT, Ends.COMPRESSED)) {
        ends = open;
        Task<?> echo =
            createTask(
                () -> {
                  for (WebSocketMessage message : open.server()) {
                    if (message instanceof WebSocketMessage.Text(String text)) {
                      open.server().sendText(text);
                    }
                  }
                });
        open.client().sendText(LARGE);
        assertThat(open.client().receiveText()).isEqualTo(LARGE);
        open.client().ping();
        open.client().close();
        echo.await();
      }
    }

    @Override
    public void verify(Outcome<?> outcome) {
      Ends opened = ends;
      if (opened != null) {
        assertThat(opened.client().isClosed()).isTrue();
        assertThat(opened.server().isClosed()).isTrue();
      }
    }

    @Override
    public boolean mayLeaveWorkBehind() {
      return true; // the echo sees the end after the task that was cancelled
    }
  }

  @Test
  void aConversationEndsWhereverItIsCancelled() {
    CancelEverywhere.check(Conversation::new);
  }

  /** A receiver is cancelled, and another takes over. */
  private static final class TakeOver implements CancelScenario {

    private final List<String> received = new ArrayList<>();

    @Override
    public void run() throws Exception {
      Ends ends = Ends.open();
      createTask(
          () -> {
            ends.client().sendText("1");
            sleep(Duration.ZERO);
            ends.client().sendText("2");
            ends.client().close();
          });
      try {
        receiveAll(ends);
      } finally {
        receiveAll(ends);
        ends.server().close();
      }
    }

    private void receiveAll(Ends ends) throws Exception {
      String text = ends.server().receiveText();
      while (text != null) {
        received.add(text);
        text = ends.server().receiveText();
      }
    }

    @Override
    public void verify(Outcome<?> outcome) {
      assertThat(received)
          .as("none twice, none left out")
          .isEqualTo(List.of("1", "2").subList(0, received.size()));
    }

    @Override
    public boolean mayLeaveWorkBehind() {
      return true; // the other end closes by itself
    }
  }

  @Test
  void aCancelledReceiverLosesNoMessage() {
    CancelEverywhere.check(TakeOver::new);
  }
}
