package io.hostready.capture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Files and outputs of a host that are hard to leave secrets out of: JSON, YAML, unit and
 * environment files, URLs with user info, PEM, login files, in parts that do not fit, with CRLF,
 * without a final newline, with long lines, NUL, and bytes that are not UTF-8.
 */
final class HostileInputs {

  private static final List<String> NAMES =
      List.of(
          "password",
          "Passwd",
          "API_KEY",
          "api-key",
          "secret",
          "x.token",
          "DB_PASS",
          "credentialId",
          "user",
          "KEY",
          "mYsEcReT_2",
          "bypass",
          "PATH",
          "DOCKER_HOST",
          "COMPOSE_TOKEN");

  private static final List<String> SEPARATORS =
      List.of(
          "=",
          ":",
          " = ",
          ": ",
          "=>",
          ":\n  ",
          "=\n",
          "\t=\t",
          "\":",
          "\": \"",
          "' : ",
          "\\\":\\\"",
          "\" : [",
          ":\r\n\t",
          " ",
          "\": {\"");

  private static final List<String> VALUES =
      List.of(
          "hunter2",
          "\"hun ter\"",
          "'x y'",
          "a\"b c\"d",
          "[\"a\", \"b\"]",
          "{\"a\": 1}",
          "null",
          "true",
          "12",
          "-1e5",
          "|\n    line\n\n    line2\n  ",
          ">-\n\n  x\n",
          "\\\"esc\\\"",
          "\"open",
          "'open",
          "a,b}",
          "it's",
          "\"a\\\"b\"",
          "\\",
          "\\\\",
          "\u00e9",
          "\u2028",
          "\u0085",
          "\uffff",
          "\ud83d\ude00",
          "[[\"a\"],['b']]",
          "12345678901234567890123456789012345678901");

  private static final List<String> OTHERS =
      List.of(
          "https://u:p@h/x",
          "://@",
          "http://a@b@c/d@e",
          "ftp://u:p%40@h",
          "https://u:pa'ss@h",
          "a://\u00e9:x@h",
          "-----BEGIN PRIVATE KEY-----",
          "PRIVATE KEY BLOCK-----",
          "PRIVATE KEY----",
          "root:x:0:",
          "u:hash:1:",
          "a:*:",
          "a:!$6$:",
          "b:!!:",
          "c::",
          "0123456789abcdef0123456789abcdef",
          "abcdef0123456789abcdef01234567890123",
          "-- x",
          "== y",
          "$ z",
          "\\-- w",
          "export DOCKER_HOST=",
          "export\tCOMPOSE_X=",
          "unset DOCKER_TOKEN",
          "Environment=\"",
          "Environment=",
          "- ",
          "#",
          "export ");

  private static final List<String> PUNCTUATION =
      List.of(
          "\n", "\n", "\n", "\r\n", "\r", "\t", " ", " ", "  ", "\"", "'", "`", "$(", ")", "{", "}",
          "[", "]", ",", ";", "\0", "\u001f", "\u007f", "\\", "\f", "\u000b", "|", "&", "@", "://");

  private final Random random;

  HostileInputs(long seed) {
    this.random = new Random(seed);
  }

  /** Files of a host by path, so many of each kind. */
  Map<String, byte[]> files(int count) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String path :
        List.of("/etc/passwd", "/etc/passwd-", "/etc/group", "/etc/machine-id", "/etc/fstab")) {
      files.put(path, bytes(true));
    }
    for (int i = 0; i < count; i++) {
      files.put("/etc/systemd/system/a" + i + ".service", bytes(true));
      files.put("/etc/docker/daemon" + i + ".json", bytes(true));
      files.put("/etc/apt/sources.list.d/a" + i + ".list", bytes(true));
      files.put("/etc/apt/keyrings/a" + i + ".gpg", bytes(true));
      files.put("/home/user" + i + "/.bashrc", bytes(false));
      files.put("/root/.profile" + i + "/.profile", bytes(false));
    }
    return files;
  }

  /** The outputs of commands. */
  List<byte[]> outputs(int count) {
    List<byte[]> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outputs.add(bytes(true));
    }
    return outputs;
  }

  private byte[] bytes(boolean isAnyByte) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (random.nextInt(8) == 0) {
      out.write(random.nextInt(isAnyByte ? 256 : 0xfd)); // RFC 9580: the type of a packet
    }
    for (int parts = 1 + random.nextInt(14); parts > 0; parts--) {
      String part = part();
      int times = random.nextInt(200) == 0 ? 5000 / part.length() : 1;
      out.writeBytes(part.repeat(times).getBytes(StandardCharsets.UTF_8));
      for (int wild = random.nextInt(24) == 0 ? 1 + random.nextInt(3) : 0; wild > 0; wild--) {
        out.write(random.nextInt(isAnyByte ? 256 : 0xfd));
      }
    }
    byte[] whole = out.toByteArray();
    for (int changes = random.nextInt(4) - 1; changes > 0 && whole.length > 0; changes--) {
      whole[random.nextInt(whole.length)] = (byte) " \n\"':=\\x\t@-\r[".charAt(random.nextInt(13));
    }
    return whole;
  }

  private String part() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> any(NAMES) + any(SEPARATORS) + any(VALUES);
      case 2 -> any(VALUES);
      case 3 -> any(OTHERS);
      case 4 -> any(NAMES) + any(SEPARATORS);
      default -> any(PUNCTUATION);
    };
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
