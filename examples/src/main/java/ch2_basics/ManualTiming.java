// Timing by hand, on the loop's own clock. (L2.15u)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() {
  double start = getRunningLoop().time();
  sleep(seconds(1));
  double end = getRunningLoop().time();
  IO.println(String.format(Locale.ROOT, "Sleeping took %.2f seconds", end - start));
}
