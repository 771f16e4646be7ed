// Waiting for the end, asking for it, and forcing it; signals are negative codes. (J6.06, J6.09,
// J6.10)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() throws IOException {
  var patient = createSubprocessShell("sleep 0.3");
  IO.println("waited for: " + patient.await());

  var asked = createSubprocessExec("sleep", "60");
  asked.terminate();
  IO.println("terminated: " + asked.await());

  var forced = createSubprocessExec("sleep", "60");
  forced.kill();
  IO.println("killed: " + forced.await());
}
