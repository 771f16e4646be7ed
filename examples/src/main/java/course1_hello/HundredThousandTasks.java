// A hundred thousand tasks sleep a second each, together. (J1.T07)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;

void main() {
  run(this::program);
}

void program() {
  Coroutine<Integer> sleeper = () -> sleep(seconds(1), 1);
  int done = 0;
  for (int one : gather(Collections.nCopies(100_000, sleeper))) {
    done += one;
  }
  IO.println(done + " tasks done");
}
