// The results come all together: a quick one waits for the slowest. (L4.T10)
import static asyncio.Asyncio.*;

void main() {
  run(() -> IO.println(gather(() -> job("quick", 0.1), () -> job("slow", 20))));
}

String job(String name, double seconds) {
  sleep(seconds(seconds));
  IO.println(name + " job done");
  return name;
}
