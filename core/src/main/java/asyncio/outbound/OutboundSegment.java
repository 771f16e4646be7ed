package asyncio.outbound;

import asyncio.task.WaitQueue;

/** A piece of an {@link OutboundQueue} that belongs together. Loop thread only. */
public abstract sealed class OutboundSegment permits OutboundBytes, OutboundFile {

  private final WaitQueue awaitingEnd = new WaitQueue();
  private boolean ended;

  OutboundSegment() {}

  /** How many bytes are left. */
  abstract long remaining();

  /** Suspends until it was sent, or dropped. Cancellation leaves it in the queue. */
  public void awaitEnd() {
    while (!ended) {
      awaitingEnd.await(this);
    }
  }

  /** Whether all of it was sent. */
  public boolean isSent() {
    return remaining() == 0;
  }

  void end() {
    ended = true;
    awaitingEnd.wakeAll();
  }

  /** How much is left. */
  @Override
  public String toString() {
    return remaining() + " bytes to be sent";
  }
}
