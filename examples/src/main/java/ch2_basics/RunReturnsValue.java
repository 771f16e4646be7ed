// run() executes one coroutine as the whole program and returns its value. (L2.03)
import static asyncio.Asyncio.*;

void main() {
  int result = run(() -> addOne(1));
  IO.println(result);
}

int addOne(int number) {
  return number + 1;
}
