package asyncio.net;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Eventually.eventually;
import static asyncio.support.Settling.settle;
import static asyncio.support.Settling.settleUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.NoLeaks;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class ResolverTest {

  private static final InetAddress ANSWER = InetAddress.ofLiteral("10.1.2.3");

  /** Answers "fast…" at once, and everything else when told to. */
  private static final class SlowNames implements NameService {

    private final CountDownLatch answer = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger queries = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();

    @Override
    public List<InetAddress> addressesOf(String host) throws UnknownHostException {
      queries.incrementAndGet();
      if (!host.startsWith("fast")) {
        atOnce.incrementAndGet();
        asked.countDown();
        awaitAnswer();
      }
      if (host.endsWith("unknown")) {
        throw new UnknownHostException(host);
      }
      return List.of(ANSWER);
    }

    /** As a name server does, it takes no notice of interrupts. */
    private void awaitAnswer() {
      while (true) {
        try {
          answer.await();
          return;
        } catch (InterruptedException ignored) {
          // wait on
        }
      }
    }

    @Override
    public String nameOf(InetAddress address) {
      return "name.of." + address.getHostAddress();
    }

    Resolver resolver(Duration deadline) {
      Resolver resolver = new Resolver(getRunningLoop(), this, deadline);
      Resolver.use(getRunningLoop(), resolver);
      return resolver;
    }
  }

  private final SlowNames names = new SlowNames();

  private static List<InetAddress> resolve(String host) throws Exception {
    return Network.of(getRunningLoop()).resolve(host);
  }

  @Test
  void aSlowLookUpDelaysNobodyElse() {
    run(
        () -> {
          names.resolver(Resolver.DEFAULT_DEADLINE);
          Task<List<InetAddress>> slow = createTask(() -> resolve("slow"));
          toThread(() -> names.asked.await());
          settle();
          assertThat(resolve("fast")).containsExactly(ANSWER);
          assertThat(slow.done()).isFalse();
          names.answer.countDown();
          assertThat(slow.await()).containsExactly(ANSWER);
        });
  }

  @Test
  void theEndOfTheLoopDoesNotWaitForALookUp() {
    run(
        () -> {
          names.resolver(Resolver.DEFAULT_DEADLINE);
          createTask(() -> resolve("slow"));
          toThread(() -> names.asked.await());
        });
    assertThat(names.answer.getCount()).isOne();
    names.answer.countDown();
  }

  @Test
  void aLateAnswerIsAFailure() {
    run(
        () -> {
          names.resolver(millis(5));
          assertThatThrownBy(() -> resolve("slow"))
              .isInstanceOf(UnknownHostException.class)
              .hasMessage("slow: the name service gave no answer within 5 ms");
          names.answer.countDown();
        });
  }

  @Test
  void whoIsCancelledLeavesTheOthersTheirAnswer() {
    run(
        () -> {
          names.resolver(Resolver.DEFAULT_DEADLINE);
          Task<List<InetAddress>> first = createTask(() -> resolve("slow"));
          Task<List<InetAddress>> second = createTask(() -> resolve("slow"));
          toThread(() -> names.asked.await());
          first.cancel();
          assertThatThrownBy(first::await).isInstanceOf(CancelledError.class);
          names.answer.countDown();
          assertThat(second.await()).containsExactly(ANSWER);
          assertThat(names.queries).hasValue(1);
        });
  }

  @Test
  void aFailureThatNobodyWaitsForIsNoReport() {
    List<String> reports = new ArrayList<>();
    run(
        () -> {
          Resolver resolver = names.resolver(Resolver.DEFAULT_DEADLINE);
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context.toString()));
          Task<List<InetAddress>> asking = createTask(() -> resolve("slow.unknown"));
          toThread(() -> names.asked.await());
          asking.cancel();
          names.answer.countDown();
          settleUntil("the answer", () -> resolver.toString().endsWith("under way: 0>"));
        });
    assertThat(reports).isEmpty();
  }

  @Test
  void onlySoManyLookUpsAtOnce() {
    run(
        () -> {
          names.resolver(Resolver.DEFAULT_DEADLINE);
          List<Task<List<InetAddress>>> asking = new ArrayList<>();
          for (int i = 0; i < 40; i++) {
            String host = "slow" + i;
            asking.add(createTask(() -> resolve(host)));
          }
          toThread(() -> eventually("all threads ask", () -> names.atOnce.get() == 16));
          assertThat(names.queries).hasValue(16);
          names.answer.countDown();
          assertThat(gather(asking)).hasSize(40);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.255", "fe80::1"})
  void literalsAreNotLookedUp(String literal) {
    run(
        () -> {
          names.resolver(Resolver.DEFAULT_DEADLINE);
          assertThat(resolve(literal)).containsExactly(InetAddress.ofLiteral(literal));
          assertThat(names.queries).hasValue(0);
        });
  }

  @Test
  void addressesHaveNames() {
    run(
        () -> {
          names.resolver(Resolver.DEFAULT_DEADLINE);
          assertThat(Network.of(getRunningLoop()).nameOf(ANSWER)).isEqualTo("name.of.10.1.2.3");
        });
  }

  @Test
  void theSystemKnowsItself() {
    run(
        () -> {
          assertThat(resolve("localhost")).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
          assertThat(Network.of(getRunningLoop()).nameOf(InetAddress.ofLiteral("127.0.0.1")))
              .isNotEmpty();
        });
  }

  @Test
  void theDeadlineIsPositive() {
    run(
        () ->
            assertThatThrownBy(() -> names.resolver(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be positive, and is PT0S"));
  }
}
