// A second thread says hello; its line may come before or after the main thread's. (L1.03)

void main() throws InterruptedException {
  Thread worker = Thread.ofPlatform().name("worker").start(this::sayHello);
  IO.println("The current thread is " + Thread.currentThread().getName());
  worker.join();
}

void sayHello() {
  IO.println("Hello from thread " + Thread.currentThread().getName());
}
