package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.change.Dnf;
import io.hostready.change.PackageStates;
import io.hostready.host.WriteFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/** Removes packages with dnf, and the directories that rpm leaves. */
record RpmRemoval(RunContext context) {

  /** Returns what remains: changed configuration files, which rpm renames. */
  List<String> remove(List<String> names) throws ChangeFailedException, WriteFailedException {
    List<String> argv = new ArrayList<>(List.of("rpm", "-ql"));
    argv.addAll(names);
    NavigableSet<String> directories =
        RpmDirectories.above(PackageStates.outputOf(context.now(), argv).lines().toList());
    Dnf dnf = new Dnf();
    String out = context.run(dnf, dnf.remove(names));
    new RpmDirectories(context).removeEmpty(directories);
    // "warning: /etc/x saved as /etc/x.rpmsave"
    return out.lines()
        .filter(line -> line.startsWith("warning: ") && line.contains(" saved as "))
        .map(line -> line.substring("warning: ".length()).strip())
        .toList();
  }
}
