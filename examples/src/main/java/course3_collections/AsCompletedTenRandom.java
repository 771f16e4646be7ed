// Ten jobs return their number times a random value, after sleeping for that value. (J3.25)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;
import asyncio.task.Future;

final Random random = new Random();

void main() {
  run(this::program);
}

void program() {
  List<Coroutine<Double>> coroutines = new ArrayList<>();
  for (int i = 0; i < 10; i++) {
    int number = i;
    coroutines.add(() -> job(number));
  }
  for (Future<Double> finished : asCompleted(coroutines)) {
    IO.println(">got " + finished.result());
  }
}

double job(int number) {
  double value = random.nextDouble();
  sleep(seconds(value));
  return number * value;
}
