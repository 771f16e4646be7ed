package asyncio.engine;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one of two threads run while the other is parked. The lender hands it to the borrower and
 * waits until it comes back.
 */
final class Baton {

  private @Nullable Thread lender;
  private volatile boolean lent;

  /** Lets {@code borrower} run, starting it if need be, until it gives the baton back. */
  void lend(Thread borrower) {
    lender = Thread.currentThread();
    lent = true;
    if (borrower.getState() == Thread.State.NEW) {
      borrower.start();
    } else {
      LockSupport.unpark(borrower);
    }
    parkWhile(true);
  }

  /** Lets the lender run and waits to be lent the baton again; called by the borrower. */
  void giveBackAndWait() {
    giveBack();
    parkWhile(false);
  }

  /** Lets the lender run; called by the borrower. */
  void giveBack() {
    Thread waiting = lender;
    lent = false;
    LockSupport.unpark(waiting);
  }

  private void parkWhile(boolean state) {
    boolean interrupted = false;
    while (lent == state) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted(); // a pending interrupt would turn the park into a spin
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
