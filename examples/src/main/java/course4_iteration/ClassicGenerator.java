// For contrast, an ordinary iterator: one step, and the whole as a list. (J4.09, J4.10, J4.11)

void main() {
  Iterator<Integer> numbers = numbers();
  IO.println("one step: " + numbers.next());

  List<Integer> all = new ArrayList<>();
  numbers().forEachRemaining(all::add);
  IO.println("collected: " + all);
}

Iterator<Integer> numbers() {
  return IntStream.range(0, 10).iterator();
}
