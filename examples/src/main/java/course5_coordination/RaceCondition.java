// Two coroutines change one number and yield between reading and writing: updates get lost.
// (J5.E1) On a loop, which is first come, first served, the wrong result is always the same.
import static asyncio.Asyncio.*;

int number;

void main() {
  run(() -> gather(() -> addManyTimes(1), () -> addManyTimes(-1)));
  IO.println("the number is " + number + " instead of 0");
}

void addManyTimes(int amount) {
  for (int i = 0; i < 10_000; i++) {
    int value = number;
    sleep(seconds(0));
    value = value + amount;
    sleep(seconds(0));
    number = value;
  }
}
