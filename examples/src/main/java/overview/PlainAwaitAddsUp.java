// Without a task the four seconds and the three add up: seven. (N02)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() {
  double start = getRunningLoop().time();
  longJob();
  sleep(seconds(3));
  double end = getRunningLoop().time();
  IO.println(String.format(Locale.ROOT, "It took %.4f seconds", end - start));
}

void longJob() {
  sleep(seconds(4));
}
