package io.hostready.fuzz;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every reader of files that somebody else wrote, under the name by which it is fuzzed. */
final class ReaderTargets {

  /** The target that puts the rules to a host of which one file or output is another. */
  static final String WHOLE_HOST = "whole-host";

  private ReaderTargets() {}

  /** The target of that name. */
  static ReaderTarget named(String name) {
    return all().stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'" + name + "' is no target of scripts/fuzz"));
  }

  static List<ReaderTarget> all() {
    return Stream.of(
            SystemTargets.apt(),
            SystemTargets.others(),
            KernelTargets.all(),
            DocumentTargets.all(),
            DaemonTargets.all(),
            List.of(ReaderTarget.of(WHOLE_HOST, ReaderTargets::wholeHost)))
        .flatMap(List::stream)
        .toList();
  }

  static ReaderTarget file(String name, String path, Consumer<Host> reader, String... seeds) {
    return ReaderTarget.of(
        name,
        bytes -> reader.accept(FakeHost.empty().file(path, bytes).host()),
        seeds.length == 0 ? new String[] {path.substring(1)} : seeds);
  }

  /** Text of which the reader complains by an IllegalArgumentException. */
  static ReaderTarget text(String name, Consumer<String> reader, String... seeds) {
    return ReaderTarget.of(
        name,
        bytes -> {
          try {
            reader.accept(new String(bytes, StandardCharsets.UTF_8));
          } catch (IllegalArgumentException refused) {
            // as documented
          }
        },
        seeds);
  }

  private static final class WholeHost {
    static final FixtureHost HOST = FixtureHost.named("ubuntu-22.04-docker-28");
    static final List<String> SOURCES = HOST.sources();
  }

  /** The first two bytes choose a file or command of the host, and the rest is its content. */
  private static void wholeHost(byte[] bytes) {
    if (bytes.length >= 2) {
      int chosen = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
      WholeHost.HOST.judgeWith(
          WholeHost.SOURCES.get(chosen % WholeHost.SOURCES.size()),
          Arrays.copyOfRange(bytes, 2, bytes.length));
    }
  }

  /** What the host has of each source, behind the two bytes that choose it. */
  static Map<String, byte[]> seedsOfWholeHost(int largest) {
    Map<String, byte[]> seeds = new TreeMap<>();
    for (int i = 0; i < WholeHost.SOURCES.size(); i++) {
      byte[] content = WholeHost.HOST.content(WholeHost.SOURCES.get(i));
      if (content.length <= largest) {
        ByteBuffer seed = ByteBuffer.allocate(content.length + 2).putShort((short) i);
        seeds.put(WholeHost.SOURCES.get(i), seed.put(content).array());
      }
    }
    return seeds;
  }
}
