// A main coroutine that prints a message. (J2.03)
import static asyncio.Asyncio.*;

void main() {
  run(this::coroutine);
}

void coroutine() {
  IO.println("Hello from a coroutine");
}
