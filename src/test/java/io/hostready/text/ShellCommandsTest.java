package io.hostready.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellCommandsTest {

  private static Set<String> commands(String script) {
    return ShellCommands.in(script);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '~',
      value = {
        "hostname apart @ hostname",
        "read -r up rest </proc/uptime @ ~~",
        "a=1 b=2 env x @ env",
        "x=$(cat /proc/uptime) @ cat",
        "x=`cat file | wc -l` @ cat wc",
        "[ \"$(wc -l </proc/net/tcp)\" = 1 ] || fail \"it is $(id -u)\" @ wc fail id",
        "[ \"$(cat \"$a\"'x' \"$(ls \"$b\")\")\" = x ] @ cat ls",
        "if grep -q x; then ls; elif ! stat y; then id; else dd; fi @ grep ls stat id dd",
        "while ps; do sleep 1; done | wc @ ps sleep wc",
        "for awk in $(ls) grep; do mv a b; done @ ls mv",
        "(cd x && tar c) | (xz -d) @ tar xz",
        "{ ip a; } 2>/dev/null >&2 <file @ ip",
        "2>/dev/null ip a @ ip",
        "cat <<'X' >file\\nls $(id)\\nX\\nwc @ cat wc",
        "cat <<X; stat y\\n$(id) \"quoted\\nX\\nwc @ cat stat id wc",
        "case $(ls) in\\n# (\\n*:/ | x) ip a ;;\\n(y)\\nstat x\\nesac\\nid @ ls ip stat id",
        "x=$(case a in a) ls ;; esac); id @ ls id",
        "said=$(sh -euc 'echo 0 >x\\n  unshare --cgroup cat /x') @ sh unshare",
        "setsid sh -c 'dd; echo' >pipe @ setsid dd",
        "script -qec 'stty rows 2; echo \"$(tty)\"' /dev/null @ script stty tty",
        "docker run x /bin/bash -c 'ls' @ docker",
        "timeout 0.5 cat @ timeout",
        "exec dd if=x @ dd",
        "command -v nft >/dev/null || /sbin/ip a @ ~~",
        "\"$iptables\" -w; $x a; 'ls' a @ ls",
        "f() {\\n  ls\\n}\\nf x; g() (id) @ ls id",
        "echo \"# $((2 > 1)) ${x:-$(id)} ${y%.*}\" # ls @ id",
        "a && \\\\n  b & c @ a b c",
        "echo x >&\"$y\" <(ls) @ ls",
      })
  void commandsAreFoundByTheirPosition(String script, String expected) {
    Set<String> names = new LinkedHashSet<>(List.of(expected.strip().split(" ")));
    names.remove("");
    assertEquals(names, commands(script.replace("\\n", "\n")));
  }

  @Test
  void aScriptThatDoesNotEndHasNone() {
    for (String script : List.of("ls 'x", "ls $(id", "ls \"x", "case x in", "ls )", "ls ${x")) {
      assertEquals(Set.of(), commands(script), script);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "$(", "\"$(", "${", "${x:-\"$(", "case a in a) ", "<(", "`("})
  void aScriptThatNestsTooDeepHasNone(String part) {
    assertEquals(Set.of(), commands(part.repeat(20_000)));
  }

  @Test
  void functionsAreNamed() {
    assertEquals(
        new LinkedHashSet<>(Arrays.asList("one", "two")),
        ShellCommands.functionsIn("one() {\n  ls\n}\n# three()\ntwo () { id; }\n"));
  }
}
