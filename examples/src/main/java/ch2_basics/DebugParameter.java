// Debug mode for one run only; its default threshold is a tenth of a second. (L2.23a, L2.T18)
import static asyncio.Asyncio.*;

import asyncio.task.RunOptions;

void main() {
  run(RunOptions.debugging(), this::program);
  run(this::program);
}

void program() {
  IO.println("debug mode: " + getRunningLoop().getDebug());
  IO.println("slow after " + getRunningLoop().getSlowCallbackDuration().toMillis() + " ms");
}
