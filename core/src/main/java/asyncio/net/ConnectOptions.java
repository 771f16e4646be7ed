package asyncio.net;

import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to connect by host and port.
 *
 * @param family which addresses to try, {@link java.net.StandardProtocolFamily#INET} or {@code
 *     INET6}; null for both
 * @param local where to bind first, of which the host may be unresolved; null for anywhere
 * @param attemptDelay after this time the next address is tried beside those that have not answered
 *     (<i>happy eyeballs</i>, RFC 8305); null to try one after the other has failed
 * @param interleave how many addresses of the first family come first, before the families take
 *     turns; 0 for the resolver's order
 * @param allErrors whether a failure shows in an {@link asyncio.task.ExceptionGroup} what every
 *     address said, instead of one {@link java.io.IOException} for all
 */
public record ConnectOptions(
    @Nullable ProtocolFamily family,
    @Nullable InetSocketAddress local,
    @Nullable Duration attemptDelay,
    int interleave,
    boolean allErrors) {

  /** One address after the other, in the resolver's order. */
  public static final ConnectOptions DEFAULT = new ConnectOptions(null, null, null, 0, false);

  /**
   * @throws IllegalArgumentException if the delay or {@code interleave} is negative
   */
  public ConnectOptions {
    if (attemptDelay != null && attemptDelay.isNegative()) {
      throw new IllegalArgumentException(
          "the delay between attempts must not be negative, and is "
              + attemptDelay
              + "; use 250 ms, as RFC 8305 advises, or null for none");
    }
    if (interleave < 0) {
      throw new IllegalArgumentException(
          "interleave counts addresses, and is " + interleave + "; use 0 for the resolver's order");
    }
  }

  /** Only addresses of one family, or with null all. */
  public ConnectOptions withFamily(@Nullable ProtocolFamily newFamily) {
    return new ConnectOptions(newFamily, local, attemptDelay, interleave, allErrors);
  }

  /** Binds to a local address first, or with null to none. */
  public ConnectOptions withLocal(@Nullable InetSocketAddress newLocal) {
    return new ConnectOptions(family, newLocal, attemptDelay, interleave, allErrors);
  }

  /**
   * Tries the next address after a delay, the families taking turns unless said otherwise; {@code
   * happy_eyeballs_delay}.
   */
  public ConnectOptions withHappyEyeballs(Duration delay) {
    Objects.requireNonNull(delay, "delay");
    return new ConnectOptions(family, local, delay, interleave == 0 ? 1 : interleave, allErrors);
  }

  /** How many addresses of the first family come first, before the families take turns. */
  public ConnectOptions withInterleave(int count) {
    return new ConnectOptions(family, local, attemptDelay, count, allErrors);
  }

  /** Whether a failure shows what every address said; {@code all_errors}. */
  public ConnectOptions withAllErrors(boolean all) {
    return new ConnectOptions(family, local, attemptDelay, interleave, all);
  }
}
