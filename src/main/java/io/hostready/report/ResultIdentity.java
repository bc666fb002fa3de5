package io.hostready.report;

import io.hostready.rule.RuleId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What stays the same of a result in each report: programs that compare reports know it again by
 * this.
 *
 * @param host its unique name in the document
 */
record ResultIdentity(String host, RuleId rule) {

  String text() {
    return host + "/" + rule.value();
  }

  /** 32 hexadecimal digits: a name-based UUID, without hyphens. */
  String digest() {
    return UUID.nameUUIDFromBytes(text().getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }
}
