package asyncio.testing;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import asyncio.Asyncio;
import asyncio.task.Coroutine;
import java.io.IOException;
import java.util.List;

/** Plain mocks: what stands for an asynchronous service is an interface like any other. */
class MockitoTest {

  interface Prices {

    /** Asks a server. Suspends. */
    int of(String article) throws IOException;
  }

  interface Mailer {

    void send(String text);
  }

  /** The code under test: asks for all prices at once, and tells the sum. */
  static int total(Prices prices, Mailer mailer, List<String> articles) {
    List<Integer> all =
        gather(
            articles.stream()
                .<Coroutine<Integer>>map(article -> () -> prices.of(article))
                .toList());
    int sum = all.stream().mapToInt(Integer::intValue).sum();
    mailer.send("total: " + sum);
    return sum;
  }

  private final Prices prices = mock();
  private final Mailer mailer = mock();

  @AsyncTest
  void theAnswersOfAMockMayTakeTime() throws IOException {
    when(prices.of(anyString()))
        .thenAnswer(
            call -> {
              sleep(seconds(1));
              return call.getArgument(0, String.class).length();
            });
    assertThat(total(prices, mailer, List.of("pen", "paper"))).isEqualTo(8);
    assertThat(Asyncio.getRunningLoop().time()).as("at the same time").isEqualTo(1);
    verify(prices, times(2)).of(anyString());
    verify(mailer).send("total: 8");
  }

  @AsyncTest(schedules = 20)
  void whateverTheSchedule() throws IOException {
    when(prices.of("pen")).thenReturn(1);
    when(prices.of("paper")).thenThrow(new IOException("sold out"));
    assertThatThrownBy(() -> total(prices, mailer, List.of("pen", "paper"))).hasMessage("sold out");
    verify(mailer, never()).send(anyString());
  }
}
