// The older way: a pool of threads, whose submit() returns a future at once. (J1.T03)

void main() throws Exception {
  try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
    Future<Integer> answer = pool.submit(() -> 6 * 7);
    IO.println("submitted");
    IO.println("the answer is " + answer.get());
  }
}
