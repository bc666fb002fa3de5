package io.hostready.probe;

import io.hostready.facts.Accounts;
import io.hostready.facts.IdMap;
import io.hostready.facts.NsswitchConf;
import io.hostready.facts.SubordinateIds;
import io.hostready.facts.SubordinateIds.Range;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.ShellWords;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts the subordinate IDs of a user. Source: subuid(5), subgid(5). */
record SubordinateIdsProbe(String user) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "subordinate-ids",
          "the subordinate UIDs and GIDs of a user",
          MapSchema.of(
              MapSchema.required(
                  "user",
                  ValueSchema.matching("the name of a user", UserProbe.NAME),
                  "the user's name or UID")),
          List.of(
              Facet.count("uids", "the number of subordinate UIDs in all ranges")
                  .said("{subject} has {} subordinate UIDs"),
              Facet.count("gids", "the number of subordinate GIDs in all ranges")
                  .said("{subject} has {} subordinate GIDs"),
              Facet.flag("overlapping", "whether two of the user's ranges overlap")
                  .saidIfTrue("ranges of {subject} overlap", "no ranges of {subject} overlap")),
          false,
          "/etc/subuid and /etc/subgid, by the user's name or UID (subuid(5)), without"
              + " IDs that /proc/self/uid_map and gid_map do not map (user_namespaces(7));"
              + " unknown if /etc/nsswitch.conf has another source",
          """
          subordinate-ids:
            user: deploy
            expect: {uids: {at-least: 65536}, gids: {at-least: 65536}}
          """,
          arguments -> new SubordinateIdsProbe(arguments.text("user")));

  @Override
  public String subject() {
    return user;
  }

  @Override
  public List<String> commands() {
    return List.of("grep " + ShellWords.quoted("^" + user + ":") + " /etc/subuid /etc/subgid");
  }

  @Override
  public Observation observe(Host host) {
    Accounts accounts = Accounts.read(host);
    if (isNumber() && accounts.users() instanceof Unreadable(var where, var why)) {
      return new Observation.Unreadable(where, why);
    }
    Facets facets = new Facets();
    List<Evidence> evidence = new ArrayList<>();
    switch (NsswitchConf.beyondFiles(host, "subid")) {
      case Present(var service, var where) -> {
        return new Observation.Unreadable(
            where, "they come from '" + service + "'; to print them: getsubids " + user);
      }
      case Unreadable(var where, var why) -> {
        return new Observation.Unreadable(where, why);
      }
      case Absent(_) -> {}
    }
    facets.value("uids", count(host, accounts, "/etc/subuid", "/proc/self/uid_map", evidence));
    facets.value("gids", count(host, accounts, "/etc/subgid", "/proc/self/gid_map", evidence));
    facets.value("overlapping", overlapping(host, accounts));
    return facets.found(evidence);
  }

  private Value count(
      Host host, Accounts accounts, String path, String map, List<Evidence> evidence) {
    // Absent before Linux 3.8, and in trees: then the host has all IDs.
    Reading<IdMap> given = host.text(map).parse(IdMap::parse);
    if (given instanceof Unreadable(var where, var why)) {
      return new Value.Unreadable(where, why);
    }
    return switch (SubordinateIds.read(host, path).ranges()) {
      case Present(var ranges, _) -> {
        List<Range> own = ranges.stream().filter(range -> isOwn(accounts, range.owner())).toList();
        own.forEach(
            range ->
                evidence.add(
                    Evidence.of(path, range.line(), user, range.start() + ":" + range.count())));
        if (own.isEmpty()) {
          evidence.add(Evidence.of(path, user, null));
        }
        long all = own.stream().mapToLong(Range::count).sum();
        long had =
            given
                .toOptional()
                .map(known -> own.stream().mapToLong(r -> known.among(r.start(), r.count())).sum())
                .orElse(all);
        if (had < all) {
          evidence.add(Evidence.of(map, user, had + " of these " + all + " numbers"));
        }
        yield new Value.Count(had);
      }
      case Absent(var where) -> {
        evidence.add(Evidence.of(where, user, null));
        yield new Value.Count(0);
      }
      case Unreadable(var where, var why) -> new Value.Unreadable(where, why);
    };
  }

  /** The kernel refuses a map with overlapping ranges: user_namespaces(7). */
  private Value overlapping(Host host, Accounts accounts) {
    boolean is = false;
    for (String path : List.of("/etc/subuid", "/etc/subgid")) {
      switch (SubordinateIds.read(host, path).ranges()) {
        case Present(var ranges, _) -> {
          long end = 0;
          for (Range range :
              ranges.stream()
                  .filter(each -> each.count() > 0 && isOwn(accounts, each.owner()))
                  .sorted(Comparator.comparingLong(Range::start))
                  .toList()) {
            is |= range.start() < end;
            end = Math.max(end, range.start() + range.count());
          }
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Value.Unreadable(where, why);
        }
      }
    }
    return new Value.Flag(is);
  }

  private boolean isNumber() {
    return user.chars().allMatch(Character::isDigit);
  }

  // Both can be a UID: the owner of a range, and the queried user.
  private boolean isOwn(Accounts accounts, String owner) {
    return owner.equals(user) || accounts.userName(owner).equals(accounts.userName(user));
  }
}
