// Awaiting a coroutine of one's own is an ordinary call. (L2.04)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() {
  int two = addOne(1);
  int three = addOne(two);
  IO.println(two);
  IO.println(three);
}

int addOne(int number) {
  return number + 1;
}
