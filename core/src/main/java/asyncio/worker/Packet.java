package asyncio.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Bytes of any number, in pieces, so that a large object is never copied to make room. Written by
 * one thread, then read.
 */
public final class Packet extends OutputStream {

  private static final int FIRST_PIECE = 512;
  private static final int LARGEST_PIECE = 1 << 20;

  private final List<byte[]> fullPieces = new ArrayList<>();
  private byte[] piece = new byte[FIRST_PIECE];
  private int used;
  private long size;

  /** An empty packet. */
  public Packet() {}

  static Packet of(String text) {
    Packet packet = new Packet();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    packet.write(bytes, 0, bytes.length);
    return packet;
  }

  static Packet of(InputStream source) throws IOException {
    Packet packet = new Packet();
    source.transferTo(packet);
    return packet;
  }

  /** How many bytes it holds. */
  public long size() {
    return size;
  }

  @Override
  public void write(int value) {
    if (used == piece.length) {
      startPiece();
    }
    piece[used++] = (byte) value;
    size++;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (used == piece.length) {
        startPiece();
      }
      int count = Math.min(left, piece.length - used);
      System.arraycopy(source, from, piece, used, count);
      used += count;
      from += count;
      left -= count;
    }
    size += length;
  }

  private void startPiece() {
    fullPieces.add(piece);
    piece = new byte[Math.min(2 * piece.length, LARGEST_PIECE)];
    used = 0;
  }

  InputStream read() {
    List<InputStream> streams = new ArrayList<>();
    fullPieces.forEach(full -> streams.add(new ByteArrayInputStream(full)));
    streams.add(new ByteArrayInputStream(piece, 0, used));
    return streams.size() == 1
        ? streams.getFirst()
        : new SequenceInputStream(Collections.enumeration(streams));
  }

  void writeTo(PieceWriter destination) throws IOException {
    for (byte[] full : fullPieces) {
      destination.write(full, full.length);
    }
    destination.write(piece, used);
  }

  /** Takes the pieces one after the other. */
  @FunctionalInterface
  interface PieceWriter {
    void write(byte[] bytes, int length) throws IOException;
  }
}
