// A coroutine that never waits is done in one step. (L2.01)
import static asyncio.Asyncio.*;

void main() {
  run(this::hello);
}

void hello() {
  IO.println("Hello world!");
}
