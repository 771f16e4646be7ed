// The smallest program: a coroutine, and run() to start it. (J0.01, J1.01, J1.03, J1.04)
import static asyncio.Asyncio.*;

void main() {
  run(this::hello);
}

void hello() {
  IO.println("Hello world");
}
