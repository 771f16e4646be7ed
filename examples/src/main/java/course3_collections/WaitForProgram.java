// Gives up on a job of one to two seconds after 0.2. (J3.17)
import static asyncio.Asyncio.*;

final Random random = new Random();

void main() {
  run(this::program);
}

void program() {
  try {
    waitFor(this::task, seconds(0.2));
  } catch (TimeoutException e) {
    IO.println("Gave up waiting, task canceled");
  }
}

void task() {
  double value = 1 + random.nextDouble();
  IO.println(">task got " + value);
  sleep(seconds(value));
  IO.println(">task done");
}
