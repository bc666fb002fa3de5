package io.hostready.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the commands that a POSIX shell script calls by a plain name: in pipelines, lists,
 * substitutions, here-documents and literal scripts after {@code sh -c}. A command after a wrapper
 * such as timeout(1) is the wrapper's argument and is not found. A text that cannot be parsed
 * completely has no commands. Source: POSIX.1-2017, Shell Command Language.
 */
public final class ShellCommands {

  private static final Set<String> BUILT_IN =
      Set.of(
          """
          . : [ alias break cd command continue echo eval exec exit export false
          getopts hash kill local printf pwd read readonly return set shift test
          times trap true type ulimit umask unalias unset wait
          """
              .split("\\s"));

  /** Words that a command follows. */
  private static final Set<String> BEFORE_COMMAND =
      Set.of(
          "if", "then", "elif", "else", "while", "until", "do", "{", "!", "time", "command",
          "exec");

  /** Words that no command follows up to the next separator. */
  private static final Set<String> NO_COMMAND = Set.of("for", "fi", "done", "}", "in");

  /** Programs whose option -c takes a script. */
  private static final Set<String> SHELLS = Set.of("sh", "bash", "script");

  private static final Pattern SCRIPT_OPTION = Pattern.compile("-[a-z]*c");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");
  private static final Pattern ASSIGNMENT = Pattern.compile("(?s)[A-Za-z_][A-Za-z0-9_]*=.*");
  private static final String ENDS_WORD = " \t\r\n;&|()<>";

  /** Maximum nesting of parentheses, braces, cases and scripts. */
  private static final int MAX_DEPTH = 50;

  private static final char NONE = '\0';
  private static final char CASE = ';';

  /** A word as written, and its value if it contains no expansion. */
  private record Word(String written, String value, boolean computed) {}

  private record HereDocument(String end, boolean indented, boolean literal) {}

  private final ShellScanner scanner;
  private final Set<String> called = new LinkedHashSet<>();
  private final Set<String> defined = new LinkedHashSet<>();
  private final List<HereDocument> pending = new ArrayList<>();
  private boolean understood = true;
  private int depth;

  private ShellCommands(String text, int depth) {
    scanner = new ShellScanner(text);
    this.depth = depth;
  }

  /** Names in the order of their first call, without builtins and the script's functions. */
  public static Set<String> in(String script) {
    return in(script, 0);
  }

  private static Set<String> in(String script, int depth) {
    ShellCommands read = new ShellCommands(script, depth);
    read.commands(NONE);
    if (!read.understood) {
      return Set.of();
    }
    read.called.removeAll(read.defined);
    read.called.removeAll(BUILT_IN);
    return read.called;
  }

  /** Names of the functions that a script defines. */
  public static Set<String> functionsIn(String script) {
    ShellCommands read = new ShellCommands(script, 0);
    read.commands(NONE);
    return read.defined;
  }

  /**
   * Parses commands up to a closing character, or one branch of a case; true if it ends with esac.
   */
  private boolean commands(char until) {
    if (isTooDeep()) {
      return true;
    }
    depth++;
    boolean isEsac = commandsHere(until);
    depth--;
    return isEsac;
  }

  /** Fails for a script that is nested more deeply than any real one. */
  private boolean isTooDeep() {
    if (depth < MAX_DEPTH) {
      return false;
    }
    understood = false;
    scanner.skipAll();
    return true;
  }

  private boolean commandsHere(char until) {
    boolean first = true; // the next word is a command's name
    String shell = ""; // the previous words of this command, as long as it can be 'sh -c SCRIPT'
    while (!scanner.isAtEnd()) {
      char next = scanner.peek();
      if (until == CASE ? scanner.skip(";;") : scanner.skip(String.valueOf(until))) {
        return false;
      }
      if (ShellScanner.isSeparator(next)) {
        scanner.next();
        if (next == '\n') {
          hereDocuments();
        }
        first = first && ShellScanner.isBlank(next) || !ShellScanner.isBlank(next);
        shell = ShellScanner.isBlank(next) ? shell : "";
      } else if (next == '#') {
        scanner.skipLine();
      } else if (scanner.skip("(")) {
        commands(')');
        first = false;
      } else if (next == ')') {
        understood = false;
        return false;
      } else if (next == '<' || next == '>') {
        redirection();
      } else if (!scanner.skip("\\\n")) {
        Word word = id();
        if (isDescriptor(word)) {
          continue;
        }
        shell = scriptOf(shell, word);
        if (!first || ASSIGNMENT.matcher(word.written()).matches()) {
          continue;
        }
        if (word.written().equals("esac") && until == CASE) {
          return true;
        }
        first = isBeforeCommand(word);
      }
    }
    understood = understood && until == NONE;
    return true;
  }

  /** Digits that a redirection follows: {@code 2>}. */
  private boolean isDescriptor(Word word) {
    return scanner.isAtAny("<>") && word.written().chars().allMatch(Character::isDigit);
  }

  /** Parses the first word of a command; true if another command's first word follows. */
  private boolean isBeforeCommand(Word word) {
    String name = word.written();
    if (name.equals("case")) {
      caseClause();
      return false;
    }
    if (BEFORE_COMMAND.contains(name)) {
      return true;
    }
    if (NO_COMMAND.contains(name)) {
      return false;
    }
    scanner.skipBlanks();
    if (scanner.skip("()")) {
      defined.add(name);
      return true;
    }
    if (!word.computed() && NAME.matcher(word.value()).matches()) {
      called.add(word.value());
    }
    return false;
  }

  private void caseClause() {
    scanner.skipBlanks();
    id();
    scanner.skipSpace();
    id(); // in
    while (understood) {
      scanner.skipSpace();
      scanner.skip("(");
      if (scanner.isAtEnd()) {
        understood = false;
      } else if (id().written().equals("esac")) {
        return;
      } else {
        pattern();
        if (commands(CASE)) {
          return;
        }
      }
    }
  }

  /** The rest of a pattern and its parenthesis. */
  private void pattern() {
    while (!scanner.isAtEnd() && !scanner.skip(")")) {
      if (scanner.isAtAny(" \t|")) {
        scanner.next();
      } else if (scanner.isAtAny(ENDS_WORD)) {
        understood = false;
        return;
      } else {
        id();
      }
    }
  }

  /** Matches {@code sh}, then an option with c, then a literal script, whose commands are added. */
  private String scriptOf(String before, Word word) {
    if (before.equals("-c")) {
      if (!word.computed() && word.written().startsWith("'")) {
        called.addAll(in(word.value(), depth));
      }
      return "";
    }
    if (SHELLS.contains(before)) {
      boolean isOption = word.written().startsWith("-");
      return SCRIPT_OPTION.matcher(word.written()).matches() ? "-c" : isOption ? before : "";
    }
    return SHELLS.contains(word.written()) ? word.written() : before;
  }

  private void redirection() {
    if (scanner.skip("<<")) {
      boolean indented = scanner.skip("-");
      scanner.skipBlanks();
      Word end = id();
      pending.add(new HereDocument(end.value(), indented, !end.written().equals(end.value())));
      return;
    }
    while (scanner.isAtAny("<>&|-")) {
      scanner.next();
    }
    if (scanner.skip("(")) {
      commands(')');
      return;
    }
    scanner.skipBlanks();
    id();
  }

  private void hereDocuments() {
    for (HereDocument document : pending) {
      StringBuilder body = new StringBuilder();
      while (!scanner.isAtEnd()) {
        String line = scanner.line();
        if ((document.indented() ? line.replaceFirst("^\t+", "") : line).equals(document.end())) {
          break;
        }
        body.append(line).append('\n');
      }
      if (!document.literal()) {
        called.addAll(in("echo \"" + body.toString().replace("\"", "") + "\"", depth));
      }
    }
    pending.clear();
  }

  private Word id() {
    int start = scanner.position();
    StringBuilder value = new StringBuilder();
    boolean computed = false;
    while (!scanner.isAtEnd() && !scanner.isAtAny(ENDS_WORD)) {
      char next = scanner.next();
      switch (next) {
        case '\'' -> value.append(upTo("'"));
        case '"' -> computed |= enclosed(next, value);
        case '$', '`' -> computed |= expansion(next);
        case '\\' -> value.append(scanner.take());
        default -> value.append(next);
      }
    }
    return new Word(scanner.since(start), value.toString(), computed);
  }

  private String upTo(String end) {
    Optional<String> passed = scanner.upTo(end);
    understood = understood && passed.isPresent();
    return passed.orElse("");
  }

  /** The rest of double quotation marks or of braces; true if its value contains an expansion. */
  private boolean enclosed(char end, StringBuilder value) {
    boolean computed = false;
    while (!scanner.isAtEnd()) {
      char next = scanner.next();
      if (next == end) {
        return computed;
      }
      switch (next) {
        case '"' -> computed |= enclosed(next, value);
        case '$', '`' -> computed |= expansion(next);
        case '\\' -> value.append(scanner.take());
        default -> value.append(next);
      }
    }
    understood = false;
    return true;
  }

  /** The text after a dollar sign or a backtick; true if the word's value depends on it. */
  private boolean expansion(char sign) {
    if (sign == '`') {
      called.addAll(in(upTo("`"), depth));
    } else if (scanner.skip("((")) {
      upTo("))");
    } else if (scanner.skip("(")) {
      commands(')');
    } else if (scanner.skip("{") && !isTooDeep()) {
      depth++;
      enclosed('}', new StringBuilder());
      depth--;
    }
    return true;
  }
}
