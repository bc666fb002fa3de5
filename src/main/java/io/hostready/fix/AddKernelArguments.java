package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Adds parameters to the kernel command line for the next boot: through GRUB, or in cmdline.txt of
 * a Raspberry Pi, where it also removes some. Source: the GRUB manual, "Simple configuration";
 * Debian's grub-mkconfig, which reads /etc/default/grub.d/*.cfg last.
 */
record AddKernelArguments(List<String> arguments, List<String> removed) implements Fix {

  private static final ValueSchema<String> ARGUMENT =
      ValueSchema.matching(
          "an argument without white space or quotation marks",
          Pattern.compile("[A-Za-z0-9_.-]+(=[A-Za-z0-9_.,:/+@-]*)?"));

  private static final String DIRECTORY = "/etc/default/grub.d";

  /** The files of update-grub, which exist if GRUB boots this host. */
  private static final String MENU = "/boot/grub/grub.cfg";

  static final FixKind KIND =
      new FixKind(
          "add-kernel-arguments",
          "adds kernel arguments with a file in /etc/default/grub.d and update-grub, or in"
              + " cmdline.txt of a Raspberry Pi;"
              + " takes effect at the next boot, so the rule's fix has 'pending: reboot'",
          MapSchema.of(
              MapSchema.required(
                  "add", ValueSchema.listOf(ARGUMENT, 1), "the arguments, such as swapaccount=1"),
              MapSchema.optional(
                  "remove",
                  ValueSchema.listOf(ARGUMENT, 1),
                  "arguments to remove from cmdline.txt; GRUB keeps them")),
          "update-grub(8), the GRUB manual; kernel-parameters.rst",
          """
          add-kernel-arguments: {add: [cgroup_enable=memory, swapaccount=1]}
          """,
          values -> new AddKernelArguments(values.texts("add"), values.texts("remove")));

  AddKernelArguments {
    arguments = List.copyOf(arguments);
    removed = List.copyOf(removed);
  }

  @Override
  public String description() {
    return "add " + String.join(" ", arguments) + " to the kernel command line";
  }

  @Override
  public void plan(PlanBuilder builder) {
    Host host = builder.host();
    Optional<String> commandLine = KernelCommandLineFile.find(host);
    if (!host.has(MENU) && commandLine.isPresent()) {
      String path = commandLine.get();
      builder.write(path, KernelCommandLineFile.of(builder, path).with(arguments, removed), 0755);
      return;
    }
    boolean hasUpdate = host.has("/usr/sbin/update-grub") || host.has("/sbin/update-grub");
    if (!host.has(MENU) || !hasUpdate || !host.has("/etc/default/grub")) {
      throw new PlanningException(
          "this host does not boot with GRUB as on Debian and Ubuntu (no "
              + (!host.has(MENU) ? MENU : hasUpdate ? "/etc/default/grub" : "update-grub")
              + "), so the kernel command line is set in this host's own boot loader.");
    }
    String text =
        FileHeader.comment("# ")
            + "GRUB_CMDLINE_LINUX=\"$GRUB_CMDLINE_LINUX "
            + String.join(" ", arguments)
            + "\"\n";
    if (EditableText.text(builder, file()).map(text::equals).orElse(false)) {
      return;
    }
    ProgramCall update = ProgramCall.of("update-grub");
    builder.runOnUndo(
        update, "regenerate the GRUB menu"); // undo runs backwards: after the file is removed
    builder.write(file(), text, 0644);
    builder.run(update, "regenerate the GRUB menu");
  }

  /** One file for each set of parameters, so that reverting one keeps the others. */
  private String file() {
    List<String> names = arguments.stream().map(each -> each.replaceFirst("=.*", "")).toList();
    return DIRECTORY + "/95-hostready-" + String.join("-", names) + ".cfg";
  }
}
