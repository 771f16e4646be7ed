package asyncio.net;

import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.run;
import static java.net.StandardProtocolFamily.INET6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import asyncio.task.CancelledError;
import asyncio.task.ExceptionGroup;
import asyncio.task.Outcome;
import asyncio.testing.CancelEverywhere;
import asyncio.testing.CancelScenario;
import asyncio.testing.VirtualTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connecting by host name, on a network that answers by the clock. */
class ConnectorTest {

  private static final ConnectOptions SEQUENTIAL = ConnectOptions.DEFAULT;
  private static final ConnectOptions STAGGERED = SEQUENTIAL.withHappyEyeballs(millis(250));

  private final ScriptedNetwork network = new ScriptedNetwork();

  private @Nullable Object connect(ConnectOptions options) {
    return run(
        VirtualTime.options(),
        () -> {
          try (ByteStream stream = Connector.connect(network, "host", 80, options)) {
            assertThat(network.open).containsExactly((ScriptedNetwork.ScriptedStream) stream);
            return stream.extraInfo("peername");
          }
        });
  }

  // ---- one after the other

  @Test
  void theNextAddressIsTriedWhenOneHasFailed() {
    network.host("host", "10.0.0.1", "10.0.0.2", "10.0.0.3");
    network.fails("10.0.0.1", 2, "refused").connects("10.0.0.2", 1);
    assertThat(connect(SEQUENTIAL)).isEqualTo(ScriptedNetwork.address("10.0.0.2"));
    assertThat(network.attempts).containsExactly("10.0.0.1 at 0.0", "10.0.0.2 at 2.0");
  }

  @Test
  void familiesCanBeFilteredAndMadeToTakeTurns() {
    network.host("host", "10.0.0.1", "10.0.0.2", "10.0.0.3", "::1", "::2");
    for (String address : new String[] {"10.0.0.1", "10.0.0.2", "10.0.0.3", "::1", "::2"}) {
      network.fails(address, 0, "refused");
    }
    assertThatThrownBy(() -> connect(SEQUENTIAL.withInterleave(1)));
    assertThat(network.attempts)
        .containsExactly(
            "10.0.0.1 at 0.0",
            "0:0:0:0:0:0:0:1 at 0.0",
            "10.0.0.2 at 0.0",
            "0:0:0:0:0:0:0:2 at 0.0",
            "10.0.0.3 at 0.0");
    network.attempts.clear();
    assertThatThrownBy(() -> connect(SEQUENTIAL.withInterleave(2)));
    assertThat(network.attempts)
        .startsWith("10.0.0.1 at 0.0", "10.0.0.2 at 0.0", "0:0:0:0:0:0:0:1 at 0.0");
    network.attempts.clear();
    assertThatThrownBy(() -> connect(SEQUENTIAL.withFamily(INET6)));
    assertThat(network.attempts)
        .containsExactly("0:0:0:0:0:0:0:1 at 0.0", "0:0:0:0:0:0:0:2 at 0.0");
  }

  // ---- side by side

  @Test
  void theNextAddressIsTriedWhenOneTakesItsTime() {
    network.host("host", "::1", "::2", "10.0.0.1");
    network.connects("::1", 5).connects("10.0.0.1", 1).connects("::2", 5);
    assertThat(connect(STAGGERED)).isEqualTo(ScriptedNetwork.address("10.0.0.1"));
    assertThat(network.attempts)
        .containsExactly("0:0:0:0:0:0:0:1 at 0.0", "10.0.0.1 at 0.25", "0:0:0:0:0:0:0:2 at 0.5");
  }

  @Test
  void aFailureBeginsTheNextAttemptAtOnce() {
    network.host("host", "10.0.0.1", "10.0.0.2");
    network.fails("10.0.0.1", 0.125, "refused").connects("10.0.0.2", 1);
    assertThat(connect(STAGGERED)).isEqualTo(ScriptedNetwork.address("10.0.0.2"));
    assertThat(network.attempts).containsExactly("10.0.0.1 at 0.0", "10.0.0.2 at 0.125");
  }

  @Test
  void aSlowFirstAttemptMayStillWin() {
    network.host("host", "10.0.0.1", "10.0.0.2");
    network.connects("10.0.0.1", 1).fails("10.0.0.2", 0.25, "refused");
    assertThat(connect(STAGGERED)).isEqualTo(ScriptedNetwork.address("10.0.0.1"));
  }

  @Test
  void ofTwoThatArriveInTheSameMomentOneIsClosed() {
    network.host("host", "10.0.0.1", "10.0.0.2");
    network.connects("10.0.0.1", 1).connects("10.0.0.2", 0.75);
    assertThat(connect(STAGGERED)).isEqualTo(ScriptedNetwork.address("10.0.0.1"));
  }

  // ---- local addresses

  @Test
  void theLocalAddressOfTheFamilyIsBound() {
    network.host("host", "10.0.0.1", "::1").host("here", "10.0.0.8", "10.0.0.9", "::9");
    network.fails("10.0.0.1", 0, "refused").connects("::1", 0).cannotBind("10.0.0.8");
    connect(SEQUENTIAL.withLocal(InetSocketAddress.createUnresolved("here", 0)));
    assertThat(network.attempts)
        .extracting(attempt -> attempt.replaceAll(" at .*", ""))
        .containsExactly(
            "10.0.0.1 from 10.0.0.8",
            "10.0.0.1 from 10.0.0.9",
            "0:0:0:0:0:0:0:1 from 0:0:0:0:0:0:0:9");
  }

  @Test
  void withoutALocalAddressOfTheFamilyTheAttemptFails() {
    network.host("host", "10.0.0.1");
    ConnectOptions fromV6 =
        SEQUENTIAL.withLocal(new InetSocketAddress(ScriptedNetwork.address("::9"), 0));
    assertThatThrownBy(() -> connect(fromV6))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no matching local address with family=INET found");
  }

  @Test
  void aLocalAddressThatCannotBeBoundIsTheError() {
    network.host("host", "10.0.0.1").cannotBind("10.0.0.8");
    ConnectOptions from =
        SEQUENTIAL.withLocal(new InetSocketAddress(ScriptedNetwork.address("10.0.0.8"), 0));
    assertThatThrownBy(() -> connect(from)).hasMessage("cannot bind from 10.0.0.8");
  }

  // ---- errors

  static Stream<ConnectOptions> bothWays() {
    return Stream.of(SEQUENTIAL, STAGGERED);
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void oneErrorComesOutAsItIs(ConnectOptions options) {
    network.host("host", "10.0.0.1").fails("10.0.0.1", 1, "refused");
    assertThatThrownBy(() -> connect(options))
        .isInstanceOf(IOException.class)
        .hasMessage("refused");
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void equalErrorsAreOne(ConnectOptions options) {
    network.host("host", "10.0.0.1", "10.0.0.2");
    network.fails("10.0.0.1", 1, "refused").fails("10.0.0.2", 0, "refused");
    assertThatThrownBy(() -> connect(options)).hasMessage("refused").hasNoSuppressedExceptions();
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void differentErrorsAreJoined(ConnectOptions options) {
    network.host("host", "10.0.0.1", "10.0.0.2");
    network.fails("10.0.0.1", 0, "refused").fails("10.0.0.2", 0, "no route");
    Throwable thrown = catchThrowable(() -> connect(options));
    assertThat(thrown)
        .isInstanceOf(IOException.class)
        .hasMessage("Multiple exceptions: refused, no route");
    assertThat(thrown.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("refused", "no route");
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void allErrorsCanBeHad(ConnectOptions options) {
    network.host("host", "10.0.0.1", "10.0.0.2");
    network.fails("10.0.0.1", 0, "refused").fails("10.0.0.2", 0, "refused");
    Throwable thrown = catchThrowable(() -> connect(options.withAllErrors(true)));
    assertThat(thrown).isInstanceOf(ExceptionGroup.class);
    assertThat(((ExceptionGroup) thrown).exceptions()).hasSize(2);
  }

  @Test
  void aHostWithoutAddresses() {
    assertThatThrownBy(() -> connect(SEQUENTIAL)).isInstanceOf(UnknownHostException.class);
    network.host("host", "10.0.0.1");
    assertThatThrownBy(() -> connect(SEQUENTIAL.withFamily(INET6)))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("host has no address of the family INET6");
  }

  @Test
  void badArguments() {
    assertThatThrownBy(() -> Connector.connect(network, "host", 0, SEQUENTIAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 1 to 65535, and this is 0");
    assertThatThrownBy(() -> SEQUENTIAL.withHappyEyeballs(millis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-0.001S");
    assertThatThrownBy(() -> SEQUENTIAL.withInterleave(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is -1");
  }

  // ---- cancellation

  /** Connects, and whoever is cancelled on the way leaves no stream open. */
  private static final class Connecting implements CancelScenario {

    private final ScriptedNetwork network =
        new ScriptedNetwork()
            .host("host", "10.0.0.1", "10.0.0.2", "10.0.0.3")
            .connects("10.0.0.1", 0.75)
            .fails("10.0.0.2", 0.125, "refused")
            .connects("10.0.0.3", 0.375);

    private final ConnectOptions options;

    Connecting(ConnectOptions options) {
      this.options = options;
    }

    @Override
    public void run() throws IOException {
      Connector.connect(network, "host", 80, options).close();
    }

    @Override
    public void verify(Outcome<?> outcome) {
      assertThat(network.open).isEmpty();
      if (outcome instanceof Outcome.Failure<?>(Throwable failure)) {
        assertThat(failure).isInstanceOf(CancelledError.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void cancellationLeavesNothingOpen(ConnectOptions options) {
    Supplier<CancelScenario> scenarios = () -> new Connecting(options);
    assertThat(CancelEverywhere.check(scenarios)).isGreaterThan(2);
  }
}
