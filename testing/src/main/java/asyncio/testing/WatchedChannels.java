package asyncio.testing;

import asyncio.spi.Poller;
import asyncio.spi.ReadyListener;
import asyncio.spi.Watch;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real sockets of a test's loop: waits for them as any loop does, and knows which are open and
 * where they came from. Loop thread only, but for {@link #wakeup}.
 */
final class WatchedChannels {

  private final Poller poller = Poller.selecting();
  private final Map<SelectableChannel, Entry> entries = new LinkedHashMap<>();
  private int arrivals;

  Watch watch(SelectableChannel channel, ReadyListener listener) throws IOException {
    Entry entry = new Entry(channel, listener);
    entry.watch = poller.watch(channel, entry);
    entries.put(channel, entry);
    return entry;
  }

  @Nullable ReadyListener watcherOf(SelectableChannel channel) {
    Entry entry = entries.get(channel);
    return entry == null || poller.watcherOf(channel) == null ? null : entry.listener;
  }

  /** Whether somebody waits for a channel. */
  boolean isAnyAwaited() {
    return entries.values().stream().anyMatch(entry -> entry.interest != 0);
  }

  /** Takes what has arrived, without waiting; returns whether there was something. */
  boolean poll() {
    return !entries.isEmpty() && await(0, false);
  }

  /** Waits really; returns whether something has arrived. */
  boolean await(long timeoutNanos, boolean foreignWork) {
    int before = arrivals;
    poller.await(timeoutNanos, foreignWork);
    return arrivals != before;
  }

  boolean wantsLookIns() {
    return poller.wantsLookIns();
  }

  /** Any thread. */
  void wakeup() {
    poller.wakeup();
  }

  void close() {
    poller.close();
  }

  /** The channels that are open, each with where it came from. */
  List<String> describeOpen() {
    List<String> open = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.channel.isOpen()) {
        open.add("socket " + entry.channel + ", first used at " + entry.origin);
      }
    }
    return open;
  }

  private final class Entry implements Watch, ReadyListener {

    private final SelectableChannel channel;
    private final ReadyListener listener;
    private final String origin = Origin.ofCaller();
    private @Nullable Watch watch;
    private int interest;

    Entry(SelectableChannel channel, ReadyListener listener) {
      this.channel = channel;
      this.listener = listener;
    }

    @Override
    public void ready(int operations) {
      arrivals++;
      listener.ready(operations);
    }

    @Override
    public void closed() {
      arrivals++;
      entries.remove(channel);
      listener.closed();
    }

    @Override
    public void setInterest(int operations) {
      interest = operations;
      if (watch != null) {
        watch.setInterest(operations);
      }
    }

    @Override
    public void end() {
      interest = 0;
      entries.remove(channel);
      if (watch != null) {
        watch.end();
      }
    }
  }
}
