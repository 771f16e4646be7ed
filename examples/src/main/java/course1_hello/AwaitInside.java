// A coroutine that awaits another one goes on when that is done. (J1.02)
import static asyncio.Asyncio.*;

void main() {
  run(this::outer);
}

void outer() {
  IO.println("before");
  inner();
  IO.println("after");
}

void inner() {
  sleep(seconds(1));
  IO.println("inner done");
}
