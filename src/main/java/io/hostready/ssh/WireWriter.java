package io.hostready.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes fields in SSH's wire format. Source: RFC 4251, section 5. */
final class WireWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Bytes without a length before them. */
  WireWriter bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  WireWriter number(int number) {
    return bytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  WireWriter string(byte[] bytes) {
    return number(bytes.length).bytes(bytes);
  }

  WireWriter text(String text) {
    return string(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] written() {
    return out.toByteArray();
  }
}
