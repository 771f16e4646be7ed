// Ten coroutines run together. (J3.06)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;

void main() {
  run(this::program);
}

void program() {
  IO.println("main starting");
  List<Coroutine<Void>> coroutines = new ArrayList<>();
  for (int i = 0; i < 10; i++) {
    int number = i;
    coroutines.add(Coroutine.of(() -> task(number)));
  }
  gather(coroutines);
  IO.println("main done");
}

void task(int number) {
  IO.println(">task " + number + " executing");
  sleep(seconds(1));
}
