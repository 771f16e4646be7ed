package asyncio.debug;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.ChildJvm;
import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import asyncio.task.RunOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How debug mode is switched on. */
@ExtendWith(NoLeaks.class)
class DebugSwitchTest {

  static final class Program {
    public static void main(String[] arguments) {
      try (EventLoop loop = newEventLoop()) {
        System.out.println("debug mode is " + (loop.getDebug() ? "on" : "off"));
      }
    }
  }

  private static String outputOf(ChildJvm jvm) throws Exception {
    return jvm.with("-Dasyncio.engine=portable").run().output().strip();
  }

  @Test
  void isOffByDefault() {
    boolean debug = run(() -> getRunningLoop().getDebug());
    assertThat(debug).isFalse();
  }

  @Test
  void byTheOptionsOfARun() {
    boolean debug = run(RunOptions.debugging(), () -> getRunningLoop().getDebug());
    assertThat(debug).isTrue();
  }

  @Test
  void byTheProgram() {
    try (EventLoop loop = newEventLoop()) {
      loop.setDebug(true);
      assertThat(loop.getDebug()).isTrue();
      assertThat(loop.toString()).contains("debug");
      loop.setDebug(false);
      assertThat(loop.getDebug()).isFalse();
    }
  }

  @Test
  void byASystemProperty() throws Exception {
    ChildJvm jvm = ChildJvm.of(Program.class).with("-Dasyncio.debug=true");
    assertThat(outputOf(jvm)).isEqualTo("debug mode is on");
  }

  @Test
  void byAnEnvironmentVariable() throws Exception {
    ChildJvm jvm = ChildJvm.of(Program.class).withVariable("ASYNCIO_DEBUG", "1");
    assertThat(outputOf(jvm)).isEqualTo("debug mode is on");
  }

  @Test
  void aVariableOfZeroMeansOff() throws Exception {
    ChildJvm jvm = ChildJvm.of(Program.class).withVariable("ASYNCIO_DEBUG", "0");
    assertThat(outputOf(jvm)).isEqualTo("debug mode is off");
  }

  @Test
  void thePropertyBeatsTheVariable() throws Exception {
    ChildJvm jvm =
        ChildJvm.of(Program.class).with("-Dasyncio.debug=false").withVariable("ASYNCIO_DEBUG", "1");
    assertThat(outputOf(jvm)).isEqualTo("debug mode is off");
  }
}
