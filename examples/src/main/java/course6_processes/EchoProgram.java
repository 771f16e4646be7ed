// A program and its arguments: it is started when the call returns, not finished. (J6.02, J6.04,
// J6.T01)
// What the process prints goes to the same console, before or after what we print.
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() throws IOException {
  var process = createSubprocessExec("echo", "Hello World");
  IO.println("subprocess: " + process);
  process.await();
}
