package io.hostready.language;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Words and phrases that hostready does not use, each with the term to use instead. A space in a
 * phrase also matches a line break with the marks of a comment around it.
 */
record ForbiddenWords(List<Entry> entries) {

  /** One phrase, and what to write. */
  record Entry(Pattern phrase, String instead) {}

  /** A place with a phrase; offset in characters from the start of the text. */
  record Match(int offset, String words, String instead) {}

  private static final String TABLE =
      """
      who(m)?ever -> name the actor: any user, an administrator, another program
      (some|any|every)(body|one) -> name the actor: any user, an administrator, another program
      no(body| one)(?![:`'"]) -> no user, no program
      stands? (here|there) -> invalid X: use Y
      mend(s|ed|ing)? -> fix, correct
      (take|takes|taken|taking|took)( [a-z]+){0,3} back -> revert
      (take|takes|taken|taking|took)( it| them| this| that)? out of -> remove from
      folders? -> directory
      told|tells? -> set, print, show, report, distinguish
      sa(y|ys|ying|id)(?! (hello|thank)) -> print, show, report, name, state; 'see proc(5)'
      control groups? -> cgroup
      packet filters? -> firewall, iptables or nftables rules
      way out -> default route
      name servers? -> DNS server
      file systems? -> filesystem
      address translation -> NAT
      processor time -> CPU time
      access lists? -> ACL
      anew -> again
      (put|puts|putting)( it| them)? aside -> rename
      (hand|hands|handed|handing)( it| them)? out -> assign, return
      without a word -> silently
      behind (its|their|his|the [a-z]+'s) backs? -> automatically
      mistakes?|mistaken -> error
      look(s|ed|ing)? (at|into) -> check, read, examine
      (that|which|what|who|it|they) counts?(?! (each|the|all)) -> that blocks
      (does|do) not count -> does not block
      (?<!administrator\\s)(knows|knew) -> supports, has, can read
      (docker|kernel|hosts?|programs?|systemd|apt|dpkg|java|it|they) know -> supports, has, can read
      understands|understood -> supports, accepts
      remembers?|remembered|forgets?|forgot|forgotten -> cache, store, delete
      complains?|complained -> report
      where there (is|are|was|were) -> if X exists; without X
      where (it|there|one) is (no|none|one) -> if X does not exist
      there (is|are|was|were) none -> X does not exist
      throw-?aways? -> temporary
      thrown away -> removed
      (lie|lies|lay) (in|on|at|below|above|beside|there|about|outside|under|by) -> is in, is at
      (go|goes|went|gone|going) on -> continue
      for ever -> forever
      of (its|their|his|one's) own -> its own X, a separate X
      (comes?|came|coming) of -> results from
      (no )?such a? ?ones?(?!-) -> repeat the noun
      begun -> started
      (give|gives|gave|given|giving) up -> stop waiting, time out
      on the way -> above it, between X and Y, during X
      whatever|whichever -> any, regardless of
      wants(?![=/])(?<!:\\x20wants) -> needs, requires
      (settle|settles|settling|settled) -> resolve
      a while -> a limited time, some time
      (and|or) the like -> or similar
      until now -> so far
      nothing (else )?is there -> X does not exist
      made by hand -> written manually
      there is nothing(?! to) -> X is empty, X does not exist
      brings? along|brought along -> includes
      by (its|their) name alone -> by name
      licen[c]e[sd]? -> license
      (colo|behavio|favo|hono|neighbo|labo)ur(s|ed|ing|able|ite)? -> -or: color, behavior
      (catalogue|centre|metre|grey|travelled|labelled|modelled|cancelled|signalled)s? -> US spelling
      (organi|recogni|summari|normali|initiali|synchroni|minimi|maximi)s(e[sd]?|ing|ation) -> -ize
      (seriali|authori|customi|virtuali|optimi|reali|generali|emphasi)s(e[sd]?|ing|ation) -> -ize
      """;

  /** White space, with the marks of a comment or quotation that starts a line. */
  private static final String GAP = "\\s+(?:(?:\\*|//|#|>)\\s+)?";

  /** The table of this class. */
  static ForbiddenWords all() {
    return of(TABLE);
  }

  private static ForbiddenWords of(String table) {
    return new ForbiddenWords(
        table
            .lines()
            .map(line -> line.split(" -> ", 2))
            .map(part -> new Entry(pattern(part[0]), part[1]))
            .toList());
  }

  private static Pattern pattern(String phrase) {
    return Pattern.compile(
        "(?<![\\w./-])(?:" + phrase.replace(" ", GAP) + ")(?![\\w/-])", Pattern.CASE_INSENSITIVE);
  }

  /** All matches in a text, in the order of the table. */
  List<Match> in(String text) {
    List<Match> found = new ArrayList<>();
    for (Entry entry : entries) {
      entry
          .phrase()
          .matcher(text)
          .results()
          .map(
              match ->
                  new Match(
                      match.start(),
                      match.group().replaceAll("\\s[\\s*/#>]*", " "),
                      entry.instead()))
          .forEach(found::add);
    }
    return found;
  }
}
