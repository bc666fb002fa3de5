package io.hostready.report;

import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a report's packs check a host for, in the words of its users. */
final class CheckedProduct {

  private static final String DEFAULT_PACK = "docker-engine";

  private static final String PACK = "pack ";

  private CheckedProduct() {}

  /** Such as "Docker Engine 29"; safe to show. */
  static String of(HostReport report) {
    List<String> products =
        report.run().packs().stream().map(pack -> product(pack, report)).toList();
    return SafeText.line(
        products.size() < 2
            ? String.join("", products)
            : String.join(", ", products.subList(0, products.size() - 1))
                + " and "
                + products.getLast());
  }

  /** The same with the names of the packs, unless it consists of these. */
  static String withPacks(HostReport report) {
    List<String> packs = report.run().packs();
    if (packs.stream().allMatch(pack -> product(pack, report).equals(PACK + pack))) {
      return of(report);
    }
    String label = packs.size() == 1 ? PACK : "packs ";
    return of(report)
        + " ("
        + (isMissing(report) ? "not installed; " : "")
        + label
        + SafeText.line(String.join(", ", packs))
        + ")";
  }

  private static boolean isMissing(HostReport report) {
    return report.run().packs().getFirst().equals(DEFAULT_PACK)
        && report.results().stream()
            .filter(result -> result.rule().id().value().equals("docker-package-installed"))
            .filter(CheckResult::fails)
            .anyMatch(result -> ResultWording.problem(result).endsWith("not installed"));
  }

  /** The options that name the packs on another command line; empty for the default pack. */
  static String options(HostReport report) {
    List<String> packs = report.run().packs();
    return packs.equals(List.of(DEFAULT_PACK))
        ? ""
        : SafeText.line(packs.stream().map(" --pack "::concat).collect(Collectors.joining()));
  }

  private static String product(String pack, HostReport report) {
    return switch (pack) {
      case "container-host" -> "containers";
      case DEFAULT_PACK -> "Docker Engine" + version(report, "docker-version");
      case "docker-rootless" -> "rootless Docker";
      case "docker-swarm" -> "Docker swarm";
      case "kubernetes-node" -> "Kubernetes" + version(report, "kubernetes-version");
      default -> PACK + pack;
    };
  }

  private static String version(HostReport report, String parameter) {
    return Optional.ofNullable(report.run().parameters().values().get(parameter))
        .map(version -> " " + version)
        .orElse("");
  }
}
