package asyncio.testing;

import static asyncio.Asyncio.createSubprocessExec;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.startServer;
import static asyncio.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import asyncio.Asyncio;
import asyncio.net.ConnectOptions;
import asyncio.net.Server;
import asyncio.stream.ConnectionOptions;
import asyncio.task.EventLoop;
import asyncio.testing.network.LinkConditions;
import asyncio.testing.network.SimulatedHost;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a test must not leave behind, and how the audit names it. */
class AuditTest {

  private static String complaint(Class<?> sample) {
    Throwable failure = Samples.failure(sample);
    assertThat(failure).isInstanceOf(AuditError.class).hasMessageStartingWith("the test leaves");
    return failure.getMessage();
  }

  static class LeavesTask {

    @AsyncTest
    void test() {
      createTask("forgotten", () -> sleep(seconds(3600)));
    }
  }

  @Test
  void aTask() {
    assertThat(complaint(LeavesTask.class))
        .contains("name='forgotten'")
        .contains("created at AuditTest.java:")
        .contains("now at [asyncio.testing.AuditTest$LeavesTask.lambda$test$");
  }

  static class LeavesTimer {

    @AsyncTest
    void test() {
      getRunningLoop().callLater(seconds(3600), () -> {});
      getRunningLoop().callLater(seconds(7200), () -> {}).cancel();
    }
  }

  @Test
  void aTimer() {
    assertThat(complaint(LeavesTimer.class))
        .containsOnlyOnce("timer <TimerHandle")
        .contains("created at AuditTest.java:");
  }

  static class LeavesFailure {

    @AsyncTest
    void test() {
      createTask(
          () -> {
            throw new IOException("nobody reads this");
          });
      sleep(seconds(1));
    }
  }

  @Test
  void aFailureThatNobodyReads() {
    assertThat(complaint(LeavesFailure.class))
        .contains("unread: Task exception was never retrieved")
        .contains("AuditTest$LeavesFailure.test(AuditTest.java:");
    assertThat(Samples.failure(LeavesFailure.class).getSuppressed())
        .singleElement()
        .asInstanceOf(THROWABLE)
        .hasMessage("nobody reads this");
  }

  static class LeavesSocket {

    static ServerSocketChannel forgotten;

    @AsyncTest
    void test() throws IOException {
      forgotten = ServerSocketChannel.open();
      forgotten.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      forgotten.configureBlocking(false);
      getRunningLoop().addReader(forgotten, () -> {});
    }
  }

  @Test
  void aSocket() throws IOException {
    assertThat(complaint(LeavesSocket.class))
        .contains("socket sun.nio.ch.ServerSocketChannelImpl")
        .contains("first used at AuditTest.java:");
    LeavesSocket.forgotten.close();
  }

  static class LeavesConnection {

    @AsyncTest
    void test() throws Exception {
      SimulatedNetwork network = SimulatedNetwork.install();
      network.setConditions(LinkConditions.IDEAL);
      SimulatedHost dead = network.host("dead");
      SimulatedHost server = network.host("server");
      network.setAddresses("example.org", dead.address(), server.address());
      network.isolate(dead);
      Server listening =
          server.start(() -> startServer((reader, _) -> reader.read(), null, 80)).await();
      openConnection("example.org", 80, RACING);
      listening.close();
    }
  }

  private static final ConnectionOptions RACING =
      ConnectionOptions.DEFAULT.withConnect(
          ConnectOptions.DEFAULT.withHappyEyeballs(Duration.ofMillis(250)));

  @Test
  void aConnectionThatTheLibraryHasOpenedInATaskOfItsOwn() {
    assertThat(complaint(LeavesConnection.class))
        .containsPattern("<SimulatedStream /10.0.0.1:\\d+ to .*, opened at AuditTest.java:");
  }

  static class LeavesTaskOfTheLibrary {

    @AsyncTest
    void test() {
      SimulatedNetwork network = SimulatedNetwork.install();
      SimulatedHost silent = network.host("silent");
      SimulatedHost silentAsWell = network.host("silent as well");
      network.setAddresses("example.org", silent.address(), silentAsWell.address());
      network.isolate(silent);
      network.isolate(silentAsWell);
      createTask("connecting", () -> openConnection("example.org", 80, RACING));
      sleep(seconds(1));
    }
  }

  @Test
  void aTaskOfTheLibraryAndForWhom() {
    assertThat(complaint(LeavesTaskOfTheLibrary.class))
        .containsPattern("created at Connector.java:\\d+> for AuditTest.java:\\d+, now at")
        .containsPattern("name='connecting' .*created at AuditTest.java:\\d+>, now at");
  }

  static class LeavesThread {

    static final CountDownLatch END = new CountDownLatch(1);

    @AsyncTest
    void test() {
      Thread.ofPlatform().name("the forgotten thread").start(() -> AuditTest.await(END));
    }
  }

  @Test
  void aThread() {
    assertThat(complaint(LeavesThread.class))
        .containsPattern(
            "thread \"the forgotten thread\", created at AuditTest.java:\\d+, now at \\[");
    LeavesThread.END.countDown();
  }

  static class LeavesThreadThatInheritsNothing {

    static final CountDownLatch END = new CountDownLatch(1);

    @AsyncTest
    void test() {
      Thread.ofPlatform()
          .inheritInheritableThreadLocals(false)
          .name("without a past")
          .start(() -> AuditTest.await(END));
    }
  }

  @Test
  void aThreadWhoseCreatorIsNotKnown() {
    assertThat(complaint(LeavesThreadThatInheritsNothing.class))
        .contains("thread \"without a past\", now at [");
    LeavesThreadThatInheritsNothing.END.countDown();
  }

  static class LeavesThreadOfAThread {

    static final CountDownLatch END = new CountDownLatch(1);

    @AsyncTest
    void test() throws Exception {
      Thread parent = Thread.ofPlatform().unstarted(LeavesThreadOfAThread::startChild);
      toThread(
          () -> {
            parent.start();
            parent.join();
          });
    }

    static void startChild() {
      Thread.ofPlatform().name("the grandchild").start(() -> AuditTest.await(END));
    }
  }

  @Test
  void aThreadThatAThreadOfTheTestHasStarted() {
    assertThat(complaint(LeavesThreadOfAThread.class))
        .containsPattern("thread \"the grandchild\", created at AuditTest.java:\\d+, now at \\[");
    LeavesThreadOfAThread.END.countDown();
  }

  static class LeavesVirtualThreads {

    static final CountDownLatch END = new CountDownLatch(1);
    static ExecutorService forgotten;

    @AsyncTest
    void test() {
      Thread.ofVirtual().name("alone").start(() -> AuditTest.await(END));
      forgotten = Executors.newVirtualThreadPerTaskExecutor();
      forgotten.execute(() -> AuditTest.await(END));
    }
  }

  @Test
  void virtualThreads() {
    assertThat(complaint(LeavesVirtualThreads.class))
        .containsPattern(
            "virtual thread \"alone\", created at AuditTest.java:\\d+, now at \\[.*AuditTest.await")
        .containsPattern("virtual thread \"\", created at AuditTest.java:\\d+, now at \\[");
    LeavesVirtualThreads.END.countDown();
    LeavesVirtualThreads.forgotten.close();
  }

  @AsyncTest
  void virtualThreadsThatEnd() {
    CountDownLatch begun = new CountDownLatch(1);
    Thread.ofVirtual().start(begun::countDown);
    await(begun);
  }

  static class LeavesPool {

    static ForkJoinPool forgotten;

    @AsyncTest
    void test() {
      forgotten = new ForkJoinPool(1);
      forgotten.submit(() -> "to start its thread").join();
    }
  }

  @Test
  void aPoolOfTheTest() {
    assertThat(complaint(LeavesPool.class))
        .containsPattern(
            "thread \"ForkJoinPool-\\d+-worker-1\", created at AuditTest.java:\\d+, now at");
    LeavesPool.forgotten.close();
  }

  static class LeavesThreadOfTheLibrary {

    static EventLoop forgotten;

    @AsyncTest
    void test() {
      forgotten = Asyncio.newEventLoop();
      forgotten.runInExecutor(null, () -> "to start its thread");
    }
  }

  @Test
  void aThreadOfTheLibrary() {
    assertThat(complaint(LeavesThreadOfTheLibrary.class))
        .containsPattern("thread \"asyncio-\\d+_0\", created at AuditTest.java:\\d+, now at");
    LeavesThreadOfTheLibrary.forgotten.close();
  }

  @AsyncTest
  void theCommonPoolStays() {
    ForkJoinPool.commonPool().submit(() -> "to start its thread").join();
  }

  @Execution(ExecutionMode.CONCURRENT)
  static class AmongOthers {

    static final CountDownLatch END = new CountDownLatch(1);

    @AsyncTest
    void test() {
      Thread.ofPlatform().start(() -> AuditTest.await(END));
    }
  }

  @Test
  void whoseAThreadIsCannotBeToldWhenTestsRunInParallel() {
    Samples.runInParallel(AmongOthers.class)
        .testEvents()
        .assertStatistics(statistics -> statistics.succeeded(1));
    AmongOthers.END.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static class LeavesProcess {

    static Process forgotten;

    @AsyncTest
    void test() throws IOException {
      forgotten = new ProcessBuilder("sleep", "100").start();
    }
  }

  @Test
  void aChildProcess() throws Exception {
    assertThat(complaint(LeavesProcess.class)).contains("process " + LeavesProcess.forgotten.pid());
    LeavesProcess.forgotten.destroyForcibly().waitFor();
  }

  static class LeavesProcessOfTheLoop {

    static long pid;

    @AsyncTest(time = TimeMode.REAL)
    void test() throws IOException {
      pid = createSubprocessExec("sleep", "100").pid();
    }
  }

  @Test
  void aProcessOfTheLoopAndWhereItWasStarted() {
    assertThat(complaint(LeavesProcessOfTheLoop.class))
        .containsPattern(
            "process "
                + LeavesProcessOfTheLoop.pid
                + " .*sleep 100, started at AuditTest.java:\\d+");
  }

  static class LeavesSomethingElse {

    @AsyncTest
    void test() {
      TestKit.auditAlso(() -> List.of("a connection of the pool"));
    }
  }

  @Test
  void whatTheTestItselfAsksAbout() {
    assertThat(complaint(LeavesSomethingElse.class)).contains("a connection of the pool");
  }

  static class DoesNotFinish {

    @AsyncTest
    void test() {
      TestKit.expect(1);
    }
  }

  @Test
  void momentsThatWereNotReached() {
    assertThat(complaint(DoesNotFinish.class))
        .contains("ended after expect(1), and finish(n) was never reached");
  }

  @AsyncTest
  void whatIsJustEndingIsLetPass() {
    createTask(() -> sleep(seconds(0)));
  }

  static class FailsAndLeaves {

    @AsyncTest
    void test() {
      createTask(() -> sleep(seconds(3600)));
      throw new IllegalStateException("the failure");
    }
  }

  @Test
  void aTestThatFailsIsNotAudited() {
    assertThat(Samples.failure(FailsAndLeaves.class)).hasMessage("the failure");
  }
}
