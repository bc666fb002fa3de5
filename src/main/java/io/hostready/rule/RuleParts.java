package io.hostready.rule;

import io.hostready.expect.Criterion;
import io.hostready.expect.CriterionReader;
import io.hostready.fix.Fix;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** Reads the parts of rules that may depend on parameters, after the parameters are replaced. */
final class RuleParts {

  private RuleParts() {}

  static Optional<Criterion> criterion(YamlNode node, Parameters parameters, Problems problems) {
    return new CriterionReader(parameters, problems).readFilled(node);
  }

  static Optional<CriterionReader.UsedFacet> usedFacet(
      YamlNode node, Parameters parameters, Problems problems) {
    return new CriterionReader(parameters, problems).readUsedFacet(node);
  }

  static Optional<List<Fix>> steps(YamlNode node, Parameters parameters, Problems problems) {
    return new StepReader(parameters, problems).readFilled(node);
  }
}
