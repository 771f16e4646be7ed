// The same by the system's shell, as one text with all that a shell can do. (J6.05, J6.T03)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() throws IOException {
  var process = createSubprocessShell("GREETING=Hello; echo $GREETING World");
  IO.println("subprocess: " + process);
  process.await();
}
