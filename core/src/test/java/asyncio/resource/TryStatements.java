package asyncio.resource;

import asyncio.resource.NestedProgram.Kind;
import asyncio.task.CancelledError;

/** The model: plain {@code try} statements, one in the other. */
final class TryStatements extends Execution {

  TryStatements(NestedProgram program) {
    super(program);
  }

  @Override
  void execute() throws Exception {
    nest(0);
  }

  private void nest(int number) throws Exception {
    if (number == program.levels().size()) {
      if (program.transfers()) {
        bodyAfterTransfer();
      } else {
        body();
      }
      return;
    }
    if (level(number).kind().isEntered()) {
      enter(number);
    }
    Throwable failure = null;
    try {
      nest(number + 1);
    } catch (Throwable thrown) {
      failure = thrown;
    }
    leaveAfter(failure, number);
  }

  private void leaveAfter(Throwable failure, int number) throws Exception {
    Kind kind = level(number).kind();
    boolean swallows = false;
    try {
      swallows = leave(number, kind.seesFailure() ? failure : null) && kind.seesFailure();
    } catch (Throwable thrown) {
      if (failure == null || thrown == failure) {
        throw thrown;
      }
      if (kind != Kind.CLOSEABLE || isFirstCancellation(thrown, failure)) {
        if (thrown.getCause() != failure) {
          thrown.addSuppressed(failure);
        }
        throw thrown;
      }
      failure.addSuppressed(thrown);
    }
    if (failure != null && !swallows) {
      throw Failures.raise(failure);
    }
  }

  private static boolean isFirstCancellation(Throwable thrown, Throwable failure) {
    return thrown instanceof CancelledError && !(failure instanceof CancelledError);
  }
}
