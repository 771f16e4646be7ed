// The idea of an event loop: one message at a time, first come, first served. (L1.09)
// take() sleeps while there is none; what a handler adds comes after what is waiting.

final BlockingQueue<String> messages = new LinkedBlockingQueue<>(List.of("greet", "ask", "leave"));

void main() throws InterruptedException {
  String message;
  do {
    message = messages.take();
    handle(message);
  } while (!message.equals("leave"));
  IO.println("still waiting: " + messages);
}

void handle(String message) {
  IO.println("handling " + message);
  if (message.equals("ask")) {
    messages.add("answer");
  }
}
