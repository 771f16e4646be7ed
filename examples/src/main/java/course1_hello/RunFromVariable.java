// The coroutine object first, then the run. (J1.07)
import static asyncio.Asyncio.*;

import asyncio.task.CoroutineObject;

void main() {
  CoroutineObject<?> coroutine = coroutine(this::hello);
  run(coroutine);
}

void hello() {
  IO.println("Hello world");
}
