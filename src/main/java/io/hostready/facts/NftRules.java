package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An nftables script, such as /etc/nftables.conf with the files that it includes, or the output of
 * {@code nft list ruleset}. Tables, chains and rules in braces or as commands; all else is skipped.
 * Source: nft(8).
 */
public final class NftRules {

  private static final int MAX_INCLUDES = 100;

  /** For a script and all included files, in characters. */
  private static final int MAX_TEXT = 2 << 20;

  private static final Pattern INCLUDE = Pattern.compile("\\s*include\\s+\"([^\"]+)\"\\s*;?\\s*");

  /** nft searches relative paths there. */
  private static final String INCLUDE_DIRECTORY = "/etc/";

  private NftRules() {}

  /** The script in a file, with included files; unreadable if one of them is. */
  public static Reading<FirewallRules> read(Host host, String path) {
    return parsed(host, host.text(path).flatMap(text -> included(host, path, text)));
  }

  /** The rules in the kernel; absent if the nft command does not exist. */
  public static Reading<FirewallRules> ofKernel(Host host) {
    return parsed(host, host.output(List.of("nft", "list", "ruleset")));
  }

  private static Reading<FirewallRules> parsed(Host host, Reading<String> script) {
    return script.parse(
        text ->
            NftScript.parse(
                text,
                text.contains("ifgroup") ? InterfaceGroups.read(host) : InterfaceGroups.UNKNOWN));
  }

  private static Reading<String> included(Host host, String path, String first) {
    StringBuilder whole = new StringBuilder();
    List<String> left = new ArrayList<>(first.lines().toList().reversed());
    int includes = 0;
    while (!left.isEmpty()) {
      String line = left.removeLast();
      Matcher include = INCLUDE.matcher(line);
      if (!include.matches()) {
        whole.append(line).append('\n');
        continue;
      }
      switch (textOf(host, include.group(1))) {
        case Present(var texts, _) -> {
          includes += Math.max(1, texts.size());
          texts.reversed().forEach(text -> left.addAll(text.lines().toList().reversed()));
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Unreadable<>(where, why);
        }
      }
      if (includes > MAX_INCLUDES || left.size() > Host.MAX_LINES || whole.length() > MAX_TEXT) {
        return new Unreadable<>(
            path,
            "it includes more than "
                + MAX_INCLUDES
                + " files, "
                + Host.MAX_LINES
                + " lines or 2 MiB");
      }
    }
    return new Present<>(whole.toString(), path);
  }

  private static Reading<List<String>> textOf(Host host, String name) {
    Reading<List<String>> paths =
        MatchingPaths.of(host, name.startsWith("/") ? name : INCLUDE_DIRECTORY + name);
    return paths.flatMap(
        found -> {
          List<String> texts = new ArrayList<>();
          for (String each : found) {
            switch (host.text(each)) {
              case Present(var text, _) -> texts.add(text);
              case Absent(_) -> {}
              case Unreadable(var where, var why) -> {
                return new Unreadable<>(where, why);
              }
            }
          }
          return new Present<>(List.copyOf(texts), name);
        });
  }
}
