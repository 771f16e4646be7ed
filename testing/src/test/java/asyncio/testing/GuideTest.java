package asyncio.testing;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.startServer;
import static asyncio.testing.TestKit.advance;
import static asyncio.testing.TestKit.expect;
import static asyncio.testing.TestKit.finish;
import static asyncio.testing.TestKit.waitUntilIdle;
import static asyncio.testing.assertions.AsyncAssertions.assertThatFuture;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.ConnectOptions;
import asyncio.net.Server;
import asyncio.queue.Queue;
import asyncio.stream.Connection;
import asyncio.stream.ConnectionOptions;
import asyncio.sync.Lock;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Outcome;
import asyncio.task.Task;
import asyncio.testing.contract.LockContract;
import asyncio.testing.network.LinkConditions;
import asyncio.testing.network.SimulatedHost;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of docs/testing.md, which run here and are compared with the page. */
class GuideTest {

  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "testing")).resolve("../docs/testing.md");
  private static final Path THIS =
      Path.of(System.getProperty("basedir", "testing"))
          .resolve("src/test/java/asyncio/testing/GuideTest.java");
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyExampleOfThePageIsHere() throws IOException {
    String source = withoutSpace(Files.readString(THIS));
    List<String> snippets =
        SNIPPET.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList();
    assertThat(snippets).hasSizeGreaterThan(5);
    assertThat(snippets).allMatch(snippet -> source.contains(withoutSpace(snippet)));
  }

  /** The formatter breaks lines as it likes. */
  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  // ---- the examples

  @AsyncTest
  void bothSleepAtTheSameTime() {
    gather(() -> sleep(seconds(3600)), () -> sleep(seconds(1800)));
    assertThat(getRunningLoop().time()).isEqualTo(3600);
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100})
  void manySleepAtTheSameTime(int count) {
    for (int i = 0; i < count; i++) {
      createTask(() -> sleep(seconds(1)));
    }
    sleep(seconds(1));
    waitUntilIdle();
    assertThat(getRunningLoop().allTasks()).hasSize(1);
  }

  @AsyncTest(time = TimeMode.MANUAL)
  void retriesAfterTenSeconds() {
    Queue<String> attempts = new Queue<>();
    Task<?> client =
        createTask(
            () -> {
              attempts.put("first");
              sleep(seconds(10));
              attempts.put("second");
            });
    advance(seconds(9));
    assertThat(attempts.qsize()).isEqualTo(1);
    advance(seconds(1));
    assertThat(attempts.qsize()).isEqualTo(2);
    assertThatFuture(client).hasSucceeded();
  }

  static class DepositsExample {

    private int balance;

    private void deposit(int amount) {
      int before = balance;
      sleep(Duration.ZERO); // asks the bank
      balance = before + amount;
    }

    @AsyncTest(schedules = 1000)
    void bothDepositsCount() {
      Task<?> first = createTask("first", () -> deposit(1));
      Task<?> second = createTask("second", () -> deposit(2));
      first.await();
      second.await();
      assertThat(balance).isEqualTo(3);
    }
  }

  @Test
  void theAccountLosesADeposit() {
    assertThat(Samples.failure(DepositsExample.class)).isInstanceOf(ScheduleError.class);
  }

  @AsyncTest(schedules = 100)
  void theClientOutlivesAPartition() throws Exception {
    SimulatedNetwork network = SimulatedNetwork.install();
    network.setConditions(
        LinkConditions.DEFAULT.withLatency(Duration.ofMillis(5), Duration.ofMillis(80)));
    SimulatedHost server = network.host("server");
    Server[] echo = new Server[1];
    server.run(
        () -> echo[0] = startServer((reader, writer) -> writer.send(reader.readLine()), null, 7));
    try (Connection connection = openConnection("server", 7)) {
      network.isolate(server);
      connection.writer().send("hello\n", UTF_8);
      sleep(seconds(30));
      network.heal();
      assertThat(connection.reader().readLine(UTF_8)).isEqualTo("hello");
    }
    echo[0].stop(seconds(1));
    sleep(seconds(1)); // the last word is still under way
  }

  @AsyncTest
  void aDeadAddressCostsAQuarterOfASecond() throws Exception {
    SimulatedNetwork network = SimulatedNetwork.install();
    network.setConditions(LinkConditions.IDEAL);
    SimulatedHost dead = network.host("dead", InetAddress.ofLiteral("fd00::1"));
    SimulatedHost server = network.host("server");
    network.setAddresses("example.org", dead.address(), server.address());
    network.isolate(dead);
    Server[] silent = new Server[1];
    server.run(() -> silent[0] = startServer((reader, _) -> reader.read(), null, 80));
    ConnectionOptions happyEyeballs =
        ConnectionOptions.DEFAULT.withConnect(
            ConnectOptions.DEFAULT.withHappyEyeballs(Duration.ofMillis(250)));
    try (Connection connection = openConnection("example.org", 80, happyEyeballs)) {
      assertThat(connection.getExtraInfo("peername")).isEqualTo(server.at(80));
      assertThat(getRunningLoop().time()).isEqualTo(0.25);
    }
    silent[0].stop(seconds(1));
  }

  static final class Borrowing implements CancelScenario {

    private final Queue<String> pool = new Queue<>();

    @Override
    public void run() {
      pool.put("connection");
      String borrowed = pool.get();
      try {
        sleep(seconds(1));
      } finally {
        pool.putNowait(borrowed);
      }
    }

    @Override
    public void verify(Outcome<?> outcome) {
      assertThat(pool.qsize()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void whereverItIsCancelledTheConnectionGoesBack() {
    CancelEverywhere.check(Borrowing::new);
  }

  @AsyncTest
  void theDriverAnswers() {
    Future<String> answer = createFuture();
    EventLoop loop = getRunningLoop();
    Thread.ofPlatform().start(() -> loop.callSoonThreadsafe(() -> answer.setResult("an answer")));
    try (var _ = loop.foreignWork()) {
      assertThat(answer.await()).isEqualTo("an answer");
    }
  }

  @AsyncTest
  void theTaskRunsWhileWeSleep() {
    expect(1);
    createTask(() -> expect(3));
    expect(2);
    sleep(seconds(1));
    finish(4);
  }

  @Nested
  class OurLock extends LockContract {

    @Override
    protected Mutex create() {
      Lock lock = new Lock();
      return new Mutex() {
        @Override
        public void acquire() {
          lock.acquire();
        }

        @Override
        public void release() {
          lock.release();
        }
      };
    }
  }
}
