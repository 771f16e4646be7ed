// Opens one port, within a second, and closes it at once: OneConnection.java HOST PORT
// (J7.01, J7.02, J7.03)
import static asyncio.Asyncio.*;

void main(String[] arguments) {
  run(() -> open(arguments[0], Integer.parseInt(arguments[1])));
}

void open(String host, int port) throws IOException {
  try (var connection = waitFor(() -> openConnection(host, port), seconds(1))) {
    IO.println("connected to " + connection.getExtraInfo("peername"));
  } catch (TimeoutException e) {
    IO.println("silent");
  }
}
