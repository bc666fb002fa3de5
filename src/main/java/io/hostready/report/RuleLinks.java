package io.hostready.report;

import io.hostready.rule.RuleId;
import io.hostready.rule.RuleSummary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the pages of {@link RuleSite} are published, for the links of reports.
 *
 * @param base the address of the site without a slash at the end; empty if there is no site
 */
public record RuleLinks(Optional<String> base) {

  /** Without a site, reports link to the references of a rule alone. */
  public static final RuleLinks NONE = new RuleLinks(Optional.empty());

  public RuleLinks {
    base = base.map(address -> address.replaceAll("/+$", ""));
  }

  /** The page of a rule; empty without a site. */
  Optional<String> page(RuleId rule) {
    return base.map(address -> address + "/" + path(rule));
  }

  /** The page of a rule, if there is a site, and its references. */
  List<String> references(RuleSummary rule) {
    return Stream.concat(page(rule.id()).stream(), rule.text().references().stream()).toList();
  }

  /** The file of a rule's page within the site. */
  static String path(RuleId rule) {
    return "rule/" + rule.value() + ".html";
  }
}
