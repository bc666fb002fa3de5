package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sets the SELinux labels of a directory and of everything in it to those of the policy. The policy
 * has labels for one directory; for another one, it is made equivalent first. Labels of files in
 * containers (customizable types) and their categories are kept. Source: restorecon(8),
 * semanage-fcontext(8), selabel_file(5).
 *
 * @param like the directory for which the policy has labels
 */
record RestoreSelinuxLabels(String path, String like) implements Fix {

  /** Millions of files, on a slow disk. */
  private static final Duration LIMIT = Duration.ofMinutes(60);

  private static final String EQUIVALENT = "/etc/selinux/%s/contexts/files/file_contexts.subs";

  private static final List<String> POLICIES = List.of("targeted", "mls", "minimum");

  static final FixKind KIND =
      new FixKind(
          "restore-selinux-labels",
          "sets the SELinux labels of a directory to those of the policy; undo keeps them, but"
              + " removes the equivalence of another directory",
          MapSchema.of(
              MapSchema.required("path", ValueSchema.path(), "the directory; skipped if absent"),
              MapSchema.required(
                  "like", ValueSchema.path(), "the directory for which the policy has labels")),
          "restorecon(8), semanage-fcontext(8)",
          """
          restore-selinux-labels: {path: /data/docker, like: /var/lib/docker}
          """,
          arguments -> new RestoreSelinuxLabels(arguments.text("path"), arguments.text("like")));

  @Override
  public String description() {
    return "restore the SELinux labels of " + path;
  }

  @Override
  public void plan(PlanBuilder builder) {
    Host host = builder.host();
    if (!host.has(path)) {
      return;
    }
    requireProgram(host, "restorecon", "policycoreutils");
    ProgramCall restore = ProgramCall.of("restorecon", "-R", path).within(LIMIT);
    if (!path.equals(like) && !isEquivalent(host)) {
      requireProgram(host, "semanage", "policycoreutils-python-utils");
      // Undo runs backwards: the equivalence is removed first.
      builder.runOnUndo(restore, "restore the SELinux labels of " + path);
      builder.runOnUndo(
          ProgramCall.of("semanage", "fcontext", "-d", "-e", like, path),
          "remove the equivalence of " + path);
      builder.run(
          ProgramCall.of("semanage", "fcontext", "-a", "-e", like, path),
          "give " + path + " the labels of " + like);
    }
    builder.run(restore, "restore the SELinux labels of " + path);
  }

  private static void requireProgram(Host host, String name, String ofPackage) {
    if (Stream.of("/usr/sbin/", "/sbin/", "/usr/bin/").noneMatch(d -> host.has(d + name))) {
      throw new PlanningException(
          name + " not found. Install " + ofPackage + ", and make a new plan.");
    }
  }

  private boolean isEquivalent(Host host) {
    Pattern line =
        Pattern.compile("(?m)^" + Pattern.quote(path) + "\\s+" + Pattern.quote(like) + "\\s*$");
    return POLICIES.stream()
        .anyMatch(
            policy ->
                host.text(EQUIVALENT.formatted(policy))
                    .map(text -> line.matcher(text).find())
                    .orElse(false));
  }
}
