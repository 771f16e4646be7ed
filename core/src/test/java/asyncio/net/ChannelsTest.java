package asyncio.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Options of channels that not every system has. */
class ChannelsTest {

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there, ports cannot be shared")
  void aPortIsShared() throws IOException {
    try (ServerSocketChannel socket = ServerSocketChannel.open()) {
      Channels.sharePort(socket);
      assertThat(socket.getOption(StandardSocketOptions.SO_REUSEPORT)).isTrue();
    }
  }

  /** A Unix socket stands for those of such a system: it has no ports to share, either. */
  @Test
  void aSystemThatCannotShareAPortSaysWhatToDo() throws IOException {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      assertThatThrownBy(() -> Channels.sharePort(socket))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage(
              "this system has no SO_REUSEPORT, by which sockets share a port; use one socket, on"
                  + " one loop");
    }
  }
}
