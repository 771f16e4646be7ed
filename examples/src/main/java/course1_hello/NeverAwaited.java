// A plain call prints; a coroutine object that nobody awaits does nothing. (J1.05, J1.06, J1.08)
// In debug mode (-Dasyncio.debug=true) the forgotten ones are reported when they are collected.
import static asyncio.Asyncio.*;

import asyncio.task.CoroutineObject;

void main() {
  hello();
  coroutine(this::hello); // made and dropped
  CoroutineObject<?> forgotten = coroutine(this::hello); // made, kept, and never used
  IO.println("the end, with " + forgotten.getClass().getSimpleName());
}

void hello() {
  IO.println("Hello world");
}
