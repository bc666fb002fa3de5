package io.hostready.probe;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;

/** Compares the entries of a kernel table with its limit. */
record TableUsageProbe(String count, String limit) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "table-usage",
          "the used part of a kernel table: a file with a number and a file with its limit",
          MapSchema.of(
              MapSchema.required("count", ValueSchema.path(), "the file with the number in use"),
              MapSchema.required("limit", ValueSchema.path(), "the file with the limit")),
          List.of(
              Facet.count("used", "the number in use").said("{subject}: {} in use"),
              Facet.count("limit", "the limit").said("limit of {subject}: {}"),
              Facet.count("percent", "the number in use, in percent of the limit, rounded down")
                  .said("{subject}: {} % in use")),
          true,
          "both files, each with one number; absent if the first one does not exist",
          """
          table-usage:
            count: /proc/sys/net/netfilter/nf_conntrack_count
            limit: /proc/sys/net/netfilter/nf_conntrack_max
            expect: {percent: {at-most: 90}}
          """,
          arguments -> new TableUsageProbe(arguments.text("count"), arguments.text("limit")));

  @Override
  public String subject() {
    return count.substring(count.lastIndexOf('/') + 1);
  }

  @Override
  public List<String> commands() {
    return List.of(ShellCommand.of("cat", count, limit));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        number(host, count),
        used ->
            Observation.of(
                number(host, limit).absentIsUnreadable(),
                most ->
                    new Facets()
                        .count("used", used)
                        .count("limit", most)
                        .count("percent", most == 0 ? 0 : used * 100 / most)
                        .found(
                            Evidence.of(count, "used", Long.toString(used)),
                            Evidence.of(limit, "limit", Long.toString(most)))));
  }

  private static Reading<Long> number(Host host, String path) {
    return host.text(path)
        .parse(
            text -> {
              if (!text.strip().matches("\\d{1,15}")) {
                throw new IllegalArgumentException("it has no number");
              }
              return Long.valueOf(text.strip());
            });
  }
}
