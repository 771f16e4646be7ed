// Two slow calculations in turn, then in two threads, which does help on the JVM. (L1.05, L1.06)
// Two coroutines of one loop would gain nothing: see CpuBoundTasks.

void main() throws InterruptedException {
  long start = System.nanoTime();
  printFibonacci(40);
  printFibonacci(41);
  printTime("In turn", start);

  start = System.nanoTime();
  Thread first = Thread.ofPlatform().start(() -> printFibonacci(40));
  Thread second = Thread.ofPlatform().start(() -> printFibonacci(41));
  first.join();
  second.join();
  printTime("In two threads", start);
}

void printFibonacci(int position) {
  IO.println("fib(" + position + ") is " + fibonacci(position));
}

/** The series starts 0, 1. */
long fibonacci(int position) {
  return position <= 2 ? position - 1 : fibonacci(position - 1) + fibonacci(position - 2);
}

void printTime(String what, long startNanos) {
  double seconds = (System.nanoTime() - startNanos) / 1e9;
  IO.println(String.format(Locale.ROOT, "%s: %.4f seconds", what, seconds));
}
