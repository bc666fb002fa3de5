package io.hostready.rule;

import io.hostready.host.FakeHost;
import java.util.List;

/** Rules and packs written in a test: shipped ones below /rules, a user's below /own. */
final class Books {

  private static final String WHY = "why: It must.\n";

  private final FakeHost files = FakeHost.empty().directory("/rules").directory("/own");
  private boolean hasOwn;

  private static String text(String id, String... lines) {
    return "id: %s\ntitle: Title of %s\n%s%s\n".formatted(id, id, WHY, String.join("\n", lines));
  }

  Books rule(String id, String level, String check) {
    files.file("/rules/topic/" + id + ".yaml", text(id, "level: " + level, "check: " + check));
    return this;
  }

  Books ownRule(String id, String level, String check) {
    files.file("/own/" + id + ".yaml", text(id, "level: " + level, "check: " + check));
    hasOwn = true;
    return this;
  }

  Books pack(String name, String... lines) {
    files.file("/rules/packs/" + name + ".yaml", pack(lines, name));
    return this;
  }

  Books ownPack(String name, String... lines) {
    files.file("/own/packs/" + name + ".yaml", pack(lines, name));
    hasOwn = true;
    return this;
  }

  private static String pack(String[] lines, String name) {
    return "name: %s\ntitle: Pack %s\n%s\n".formatted(name, name, String.join("\n", lines));
  }

  RuleBook book() {
    RuleDirectory shipped = new RuleDirectory("/rules", "rules", true);
    RuleDirectory own = new RuleDirectory("/own", "own", false);
    return RuleBook.read(files.host(), hasOwn ? List.of(shipped, own) : List.of(shipped));
  }
}
