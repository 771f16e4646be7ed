// Calling a method runs it; making a coroutine object of the call does not. (L2.02, L2.05b)
// In debug mode (-Dasyncio.debug=true) an object that is never awaited is reported.
import static asyncio.Asyncio.*;

import asyncio.task.CoroutineObject;

void main() {
  Integer plain = addOne(1);
  CoroutineObject<Integer> coroutine = coroutine(() -> addOne(2));

  IO.println("Plain result is " + plain + ", type " + plain.getClass().getSimpleName());
  IO.println("Coroutine is " + coroutine + ", type " + coroutine.getClass().getSimpleName());
}

int addOne(int number) {
  IO.println("adding one to " + number);
  return number + 1;
}
