package asyncio.transport;

import asyncio.net.WriteLimits;
import java.util.Objects;

/** Tells a protocol when too much waits to be sent, and when there is room again. */
final class FlowControl {

  private final ProtocolCalls calls;
  private WriteLimits limits = WriteLimits.DEFAULT;
  private boolean paused;

  FlowControl(ProtocolCalls calls) {
    this.calls = calls;
  }

  WriteLimits limits() {
    return limits;
  }

  void setLimits(WriteLimits newLimits) {
    limits = Objects.requireNonNull(newLimits, "newLimits");
  }

  /** More may be waiting than before. */
  void grownTo(long size, ProtocolCalls.Callback pauseWriting) {
    if (!paused && size > limits.high()) {
      paused = true;
      calls.tell("pause_writing", pauseWriting);
    }
  }

  /** Less may be waiting than before. */
  void shrunkTo(long size, ProtocolCalls.Callback resumeWriting) {
    if (paused && size <= limits.low()) {
      paused = false;
      calls.tell("resume_writing", resumeWriting);
    }
  }
}
