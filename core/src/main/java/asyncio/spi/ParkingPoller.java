package asyncio.spi;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Parks the loop's thread. */
final class ParkingPoller implements Poller {

  // Written before the other one is read, on either side: a wake-up either finds the owner or is
  // found by it.
  private volatile @Nullable Thread owner;
  private volatile boolean pending;

  @Override
  public void await(long timeoutNanos, boolean foreignWork) {
    owner = Thread.currentThread();
    if (!pending) {
      if (timeoutNanos == FOREVER) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, timeoutNanos);
      }
    }
    pending = false;
  }

  @Override
  public void wakeup() {
    pending = true;
    LockSupport.unpark(owner);
  }

  @Override
  public void close() {
    owner = null;
  }
}
