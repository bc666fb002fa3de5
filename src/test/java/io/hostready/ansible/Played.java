package io.hostready.ansible;

import io.hostready.testbed.ProgramRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What ansible-playbook printed about a play. */
public record Played(ProgramRun ran) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How often something came of a task on a host, such as {@code changed}: from the recap. */
  public int count(String host, String what) {
    String line =
        ran.out()
            .lines()
            .dropWhile(each -> !each.startsWith("PLAY RECAP"))
            .filter(each -> each.startsWith(host + " "))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no recap of " + host + " in\n" + ran));
    Matcher count = Pattern.compile(" " + what + "=(\\d+)").matcher(line);
    if (!count.find()) {
      throw new AssertionError("no '" + what + "' in: " + line);
    }
    return Integer.parseInt(count.group(1));
  }

  /**
   * What the module hostready.core.host returned on a host, each time that it was called. Only what
   * {@code -v} prints has it.
   */
  public List<JsonNode> returned(String host) {
    List<JsonNode> all = new ArrayList<>();
    for (String line : ran.out().lines().toList()) {
      if (line.contains(": [" + host + "]")
          && line.contains(" => {")
          && line.contains("\"outcome\"")) {
        try {
          JsonNode one = JSON.readTree(line.substring(line.indexOf(" => ") + 4));
          if (one.has("executable")) {
            all.add(one);
          }
        } catch (JacksonException e) {
          throw new AssertionError("no JSON in " + line, e);
        }
      }
    }
    return all;
  }

  /** What a task lists under a name, each without what only a real run can tell. */
  public static List<Map<String, Object>> planned(JsonNode returned, String name) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (JsonNode each : returned.path(name)) {
      Map<String, Object> one = new TreeMap<>();
      each.propertyNames().forEach(part -> one.put(part, each.get(part)));
      one.keySet().removeAll(List.of("outcome", "note"));
      all.add(one);
    }
    return all;
  }

  /**
   * The lines that differences of files take away and add, as {@code ansible-playbook --diff} and
   * {@code hostready plan} print them. Of a key Ansible is told its fingerprint instead; that is
   * left out.
   */
  public static List<String> changedLines(String printed) {
    return printed
        .lines()
        .map(line -> line.replaceFirst("^ {16}", ""))
        .filter(line -> line.matches("[-+].*") && !line.matches("(---|\\+\\+\\+) .*"))
        .filter(line -> !line.matches("\\+(OpenPGP key .*, and no other|from .*/gpg)"))
        .toList();
  }

  @Override
  public String toString() {
    return ran.toString();
  }
}
