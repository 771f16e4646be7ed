package asyncio.engine;

import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.ChildJvm;
import asyncio.support.FastEngineOnly;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which engine a JVM gets, and what it says if it is not the one that was asked for. */
@FastEngineOnly // once is enough: the programs choose for themselves
class EngineChoiceTest {

  private static final String FLAG = "--add-opens java.base/java.lang=ALL-UNNAMED";
  private static final String MANIFEST_LINE = "Add-Opens: java.base/java.lang";

  static final class Program {
    public static void main(String[] arguments) {
      int answer = run(() -> sleep(Duration.ofMillis(1), 42));
      System.out.println(answer + " on the " + Engine.current().name() + " engine");
    }
  }

  @Test
  void fastIfThePackageIsOpen() throws Exception {
    ChildJvm.Result result = ChildJvm.of(Program.class).with(ChildJvm.OPEN_JAVA_LANG).run();
    assertThat(result.output().strip()).isEqualTo("42 on the fast engine");
    assertThat(result.status()).isZero();
  }

  @Test
  void portableOtherwiseWithOneLineThatTellsTheRemedy() throws Exception {
    ChildJvm.Result result = ChildJvm.of(Program.class).run();
    assertThat(result.output()).contains("42 on the portable engine");
    assertThat(result.output().lines().filter(line -> line.contains("using the portable engine")))
        .singleElement()
        .asString()
        .contains(FLAG)
        .contains(MANIFEST_LINE);
    assertThat(result.status()).isZero();
  }

  @Test
  void portableWithoutAWordIfAskedFor() throws Exception {
    ChildJvm.Result result =
        ChildJvm.of(Program.class).with(ChildJvm.OPEN_JAVA_LANG, "-Dasyncio.engine=portable").run();
    assertThat(result.output().strip()).isEqualTo("42 on the portable engine");
  }

  @Test
  void refusesToBeFastIfThePackageIsClosed() throws Exception {
    ChildJvm.Result result = ChildJvm.of(Program.class).with("-Dasyncio.engine=fast").run();
    assertThat(result.output()).contains("-Dasyncio.engine=fast").contains(FLAG, MANIFEST_LINE);
    assertThat(result.status()).isNotZero();
  }

  @Test
  void refusesAnUnknownName() throws Exception {
    ChildJvm.Result result = ChildJvm.of(Program.class).with("-Dasyncio.engine=warp").run();
    assertThat(result.output())
        .contains("-Dasyncio.engine must be fast or portable, not \"warp\"; leave it out");
    assertThat(result.status()).isNotZero();
  }

  static final class ProgramInVirtualThread {
    public static void main(String[] arguments) throws InterruptedException {
      Thread.ofVirtual().start(() -> Program.main(arguments)).join();
    }
  }

  /** The engine is chosen in a static initialiser, which keeps its thread's carrier occupied. */
  @Test
  void canBeChosenOnAVirtualThreadThatHasTheOnlyCarrier() throws Exception {
    ChildJvm.Result result =
        ChildJvm.of(ProgramInVirtualThread.class)
            .with(ChildJvm.OPEN_JAVA_LANG)
            .with("-Djdk.virtualThreadScheduler.parallelism=1")
            .with("-Djdk.virtualThreadScheduler.maxPoolSize=1")
            .run();
    assertThat(result.output().strip()).isEqualTo("42 on the fast engine");
  }
}
