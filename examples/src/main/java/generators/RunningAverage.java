// A generator that is sent values: yield hands out the average so far, and returns the next number.
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncGenerator;

void main() {
  run(this::program);
}

void program() {
  AsyncGenerator<Double, Double> average = average();
  anext(average); // up to the first yield
  for (double number : List.of(10.0, 20.0, 60.0)) {
    IO.println("sent " + number + ", got " + average.send(number));
  }
  IO.println("after a reset: " + average.throwInto(new IllegalArgumentException("reset")));
  IO.println("sent 5.0, got " + average.send(5.0));
  average.close();
}

AsyncGenerator<Double, Double> average() {
  return generator(
      out -> {
        double sum = 0;
        int count = 0;
        while (true) {
          try {
            sum += out.yield(count == 0 ? 0 : sum / count);
            count++;
          } catch (IllegalArgumentException reset) {
            sum = 0;
            count = 0;
          }
        }
      });
}
