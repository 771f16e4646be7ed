package asyncio.resource;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;

import asyncio.resource.NestedProgram.Level;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;

/** One way to run a {@link NestedProgram}, and the trace of a run. */
abstract class Execution {

  final NestedProgram program;
  private final List<String> trace = new ArrayList<>();

  Execution(NestedProgram program) {
    this.program = program;
  }

  abstract void execute() throws Exception;

  /** Runs the program as a task and cancels that. */
  final List<String> trace() {
    Task<Void> task = createTask(this::execute);
    pause(program.cancelAt());
    task.cancel("cancelled from outside");
    try {
      task.await();
      trace.add("ended in order");
    } catch (Throwable failure) {
      trace.add("ended with " + describe(failure));
    }
    return trace;
  }

  final Level level(int number) {
    return program.levels().get(number);
  }

  // ---- what resources and body do, in whatever way they are nested

  final void enter(int number) throws Exception {
    trace.add("entering " + number);
    pause(level(number).entering());
    if (level(number).refuses()) {
      throw new Exception("enter " + number);
    }
    trace.add("entered " + number);
  }

  final boolean leave(int number, Throwable failure) throws Exception {
    trace.add("leaving " + number + " with " + describe(failure));
    pause(level(number).leaving());
    trace.add("left " + number);
    return switch (level(number).answer()) {
      case PASS -> false;
      case SWALLOW -> true;
      case FAIL -> throw new Exception("exit " + number);
      case WRAP -> throw new Exception("wrap " + number, failure);
      case RETHROW -> {
        if (failure != null) {
          throw Failures.raise(failure);
        }
        yield false;
      }
    };
  }

  final void body() throws Exception {
    trace.add("body");
    pause(program.pauses());
    if (program.fails()) {
      throw new Exception("body");
    }
  }

  /** What fails after everything was handed over does not concern the stack. */
  final void bodyAfterTransfer() {
    try {
      body();
    } catch (Throwable failure) {
      trace.add("apart: " + describe(failure));
    }
  }

  private static void pause(int times) {
    for (int i = 0; i < times; i++) {
      sleep(ZERO);
    }
  }

  /** The failure and all that can be reached from it. */
  private static String describe(Throwable failure) {
    if (failure == null) {
      return "nothing";
    }
    var text = new StringBuilder(failure.getMessage());
    if (failure.getCause() != null) {
      text.append(" because of (").append(describe(failure.getCause())).append(')');
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      text.append(" instead of (").append(describe(suppressed)).append(')');
    }
    return text.toString();
  }
}
