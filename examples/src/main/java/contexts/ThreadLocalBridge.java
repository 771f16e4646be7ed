// A library keeps the user's name in a thread local, and one cannot change the library. The bridge
// ties that thread local to a context variable: tasks get it from the loop's task factory,
// callbacks and threads from carry().
import static asyncio.Asyncio.*;

import asyncio.context.ContextVar;
import asyncio.task.Awaitable;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import asyncio.task.TaskOptions;

/** The library's. */
static final ThreadLocal<String> USER = ThreadLocal.withInitial(() -> "nobody");

static final Bridge<String> BRIDGE = new Bridge<>(USER, ContextVar.of("user", "nobody"));

/** A thread local that has a context variable's value wherever carried code runs. */
record Bridge<T>(ThreadLocal<T> local, ContextVar<T> variable) {

  void set(T value) {
    variable.set(value);
    local.set(value);
  }

  /** A task factory. */
  <R> Task<R> createTask(EventLoop loop, Awaitable<R> coroutine, TaskOptions options) {
    return Task.create(loop, carry(coroutine), options);
  }

  <R> Coroutine<R> carry(Awaitable<R> code) {
    return () -> {
      T before = enter();
      try {
        return code.await();
      } finally {
        local.set(before);
      }
    };
  }

  Runnable carry(Runnable code) {
    return () -> {
      T before = enter();
      try {
        code.run();
      } finally {
        local.set(before);
      }
    };
  }

  /** Returns the old value, to be put back: other code runs in the same thread later. */
  private T enter() {
    T before = local.get();
    local.set(variable.get());
    return before;
  }
}

void main() {
  run(this::program);
}

void program() {
  getRunningLoop().setTaskFactory(BRIDGE::createTask);
  gather(() -> serve("ann", 1), () -> serve("bob", 2));
  IO.println(USER.get() + " is left in the end");
}

void serve(String user, int seconds) {
  BRIDGE.set(user);
  sleep(seconds(1));
  createTask(() -> libraryCall("a task")).await();
  getRunningLoop().callSoon(BRIDGE.carry(() -> libraryCall("a callback")));
  getRunningLoop().callSoon(() -> libraryCall("a callback that carries nothing"));
  sleep(seconds(seconds));
  toThread(BRIDGE.carry(() -> libraryCall("a thread"))::run);
}

/** Knows nothing of tasks and contexts. */
void libraryCall(String from) {
  IO.println(USER.get() + " calls from " + from);
}
