package io.hostready.probe;

import io.hostready.facts.AppArmorProfiles;
import io.hostready.facts.MatchingPaths;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.ShellWords;
import io.hostready.text.TimeLimitedRegex;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds the AppArmor profile that is attached to a program by its path. Source: apparmor.d(5). */
record AppArmorProfileProbe(List<String> programs, UserPaths user) implements Probe {

  private static final String DIRECTORY = "/etc/apparmor.d";

  AppArmorProfileProbe {
    programs = List.copyOf(programs);
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "apparmor-profile",
          "the AppArmor profile of an executable",
          MapSchema.of(
              MapSchema.required(
                  "programs",
                  ValueSchema.oneOrMore(
                      ValueSchema.matching(
                          "a program's name, such as iptables", ExecutableProbe.NAME)),
                  "alternative names of the executable; the first that exists counts, else the"
                      + " last one in /usr/bin"),
              MapSchema.optional(
                  "user",
                  ValueSchema.matching("the name of a user", UserProbe.NAME),
                  "a user whose ~/bin is searched, too")),
          List.of(
              Facet.text("path", "the executable's path with symbolic links resolved")
                  .said("{subject} is for {}"),
              Facet.text("file", "the file with the profile").said("{subject} is in {}"),
              Facet.flag("user-namespaces", "whether the profile allows user namespaces")
                  .saidIfTrue(
                      "{subject} allows user namespaces",
                      "{subject} does not allow user namespaces")),
          true,
          DIRECTORY
              + "/*, without files that have a namesake in "
              + DIRECTORY
              + "/disable; patterns in their paths, and the variables HOME, HOMEDIRS, bin, sbin and"
              + " lib (apparmor.d(5))",
          """
          apparmor-profile:
            programs: rootlesskit
            expect: {user-namespaces: true}
          """,
          arguments ->
              new AppArmorProfileProbe(
                  arguments.texts("programs"), new UserPaths(arguments.findText("user"))));

  @Override
  public String subject() {
    return "AppArmor profile for " + programs.getLast();
  }

  @Override
  public String absence() {
    return "no " + subject();
  }

  @Override
  public List<String> commands() {
    return programs.stream()
        .map(program -> "grep -rlF " + ShellWords.quoted(user.named(program)) + " /etc/apparmor.d")
        .toList();
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        program(host),
        path ->
            Observation.of(
                MatchingPaths.of(host, DIRECTORY + "/*"), files -> search(host, path, files)));
  }

  /** The program's resolved path, which the kernel matches with the profile's. */
  private Reading<String> program(Host host) {
    Optional<Reading<String>> unread = Optional.empty();
    for (String name : programs) {
      List<Observation> places = new ArrayList<>();
      places.add(new ExecutableProbe(name).observe(host));
      if (user.name().isPresent()) {
        places.add(new PathProbe("%h/bin/" + name, true, user).observe(host));
      }
      for (Observation place : places) {
        if (place instanceof Observation.Found found) {
          String path =
              found.facets().containsKey("target")
                  ? found.facets().get("target").preview()
                  : found.evidence().getFirst().source();
          return new Present<>(path, path);
        }
        if (place instanceof Observation.Unreadable(String where, String why)) {
          unread = Optional.of(new Unreadable<>(where, why));
        }
      }
    }
    String usual = "/usr/bin/" + programs.getLast();
    return unread.orElseGet(() -> new Present<>(usual, usual));
  }

  private Observation search(Host host, String program, List<String> files) {
    TimeLimitedRegex search = new TimeLimitedRegex();
    Optional<Observation> unread = Optional.empty();
    for (String file : files) {
      String disabled = DIRECTORY + "/disable" + file.substring(DIRECTORY.length());
      if (!(host.statusOfLink(disabled) instanceof Absent)) {
        continue;
      }
      switch (host.text(file)) {
        case Present(var content, _) -> {
          for (AppArmorProfiles.Profile profile : AppArmorProfiles.parse(content).profiles()) {
            Optional<Boolean> isFor = isFor(profile, program, search);
            if (isFor.isEmpty()) {
              unread =
                  Optional.of(
                      new Observation.Unreadable(
                          file,
                          "line "
                              + profile.line()
                              + ": which paths '"
                              + profile.attachment()
                              + "' means is not known here"));
            } else if (isFor.get()) {
              return found(program, file, profile);
            }
          }
        }
        case Absent(_) -> {}
        case Unreadable(_, var why) when why.startsWith("it is a directory") -> {}
        case Unreadable(_, var why) -> unread = Optional.of(new Observation.Unreadable(file, why));
      }
    }
    return unread.orElseGet(() -> Observation.absent(DIRECTORY, "a profile for " + program));
  }

  /** Empty if that is unknown and the attachment may match the program. */
  private Optional<Boolean> isFor(
      AppArmorProfiles.Profile profile, String program, TimeLimitedRegex search) {
    try {
      Optional<Pattern> expression = profile.expression();
      if (expression.isPresent()) {
        return Optional.of(search.find(expression.get(), program).isPresent());
      }
    } catch (TimeLimitedRegex.SearchTimeoutException | PatternSyntaxException odd) {
      return Optional.empty();
    }
    boolean mayBe = programs.stream().anyMatch(profile.attachment()::contains);
    return mayBe ? Optional.empty() : Optional.of(false);
  }

  private static Observation found(String program, String file, AppArmorProfiles.Profile profile) {
    return new Facets()
        .text("path", program)
        .text("file", file)
        .flag("user-namespaces", profile.allowsUserNamespaces())
        .found(Evidence.of(file, profile.line(), program, profile.attachment()));
  }
}
