// Which process and which thread run this program. (L1.02)
// The JVM has service threads of its own, so counting threads would say little.

void main() {
  IO.println("Java process running with process id: " + ProcessHandle.current().pid());
  IO.println("The current thread is " + Thread.currentThread().getName());
}
