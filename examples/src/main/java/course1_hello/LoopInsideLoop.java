// One loop at a time in a thread: a second run() inside the first is refused. (J1.T04)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() {
  try {
    run(() -> IO.println("never"));
  } catch (IllegalStateException e) {
    IO.println("a run inside a run is refused");
  }
}
