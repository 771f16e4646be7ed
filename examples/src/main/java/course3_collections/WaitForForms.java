// waitFor: the value in time, the timeout, the job's own failure, and no limit.
// (J3.14, J3.15, J3.16, J3.T04)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() throws TimeoutException {
  IO.println("in time: " + waitFor(() -> job(1), seconds(10)));

  Task<String> late = createTask(() -> job(20));
  try {
    IO.println(waitFor(late, seconds(10)));
  } catch (TimeoutException e) {
    IO.println("late, and cancelled: " + late.cancelled());
  }

  try {
    IO.println(waitFor(() -> job(-1), seconds(10)));
  } catch (IllegalArgumentException e) {
    IO.println("failed before the limit: " + e.getMessage());
  }

  IO.println("without a limit: " + waitFor(() -> job(12), null));
}

String job(int seconds) {
  if (seconds < 0) {
    throw new IllegalArgumentException("no such job");
  }
  sleep(seconds(seconds));
  return "a job of " + seconds + " second(s)";
}
