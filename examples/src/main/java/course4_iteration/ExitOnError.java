// Leaving is awaited however the block ends; exit sees the failure, and may swallow it. (J4.T06)
import static asyncio.Asyncio.*;

import asyncio.resource.ContextManager;
import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  with(
      new Transaction(),
      name -> {
        IO.println(name + " does well");
      });
  with(
      new Transaction(),
      name -> {
        fail(new IllegalArgumentException("a conflict"));
      });
  try {
    with(
        new Transaction(),
        name -> {
          fail(new IllegalStateException("a real problem"));
        });
  } catch (IllegalStateException e) {
    IO.println("came out: " + e.getMessage());
  }
  beCancelled();
}

void fail(RuntimeException failure) {
  throw failure;
}

void beCancelled() {
  Task<?> task =
      createTask(
          () ->
              with(
                  new Transaction(),
                  name -> {
                    sleep(seconds(10));
                  }));
  sleep(seconds(1));
  task.cancel();
  waitUntil(ALL_COMPLETED, List.of(task));
  IO.println("cancelled: " + task.cancelled());
}

static class Transaction implements ContextManager<String> {

  @Override
  public String enter() {
    return "the transaction";
  }

  @Override
  public boolean exit(Throwable failure) {
    sleep(seconds(1)); // to tell the database
    IO.println(
        failure == null ? "committed" : "rolled back: " + failure.getClass().getSimpleName());
    return failure instanceof IllegalArgumentException; // swallows conflicts
  }
}
