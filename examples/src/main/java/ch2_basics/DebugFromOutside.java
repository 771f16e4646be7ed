// Debug mode without a change to the program: start it with the system property
// -Dasyncio.debug=true (L2.23b) or with the environment variable ASYNCIO_DEBUG=1 (L2.23c).
import static asyncio.Asyncio.*;

void main() {
  run(() -> IO.println("debug mode: " + getRunningLoop().getDebug()));
}
