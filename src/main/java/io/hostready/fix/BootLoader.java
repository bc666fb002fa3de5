package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The boot loader of a host: the files from which it takes the kernel command line, and the
 * commands after which it uses them. Its changes are effective at the next boot. Source: the manual
 * of each boot loader, named at its record.
 */
sealed interface BootLoader
    permits ArmbianEnvironment,
        BootEntries,
        ExtlinuxMenu,
        FirmwareCommandLine,
        GrubMenu,
        KernelInstall {

  /**
   * A program that makes changed files effective; the purpose is a phrase that starts with a verb.
   */
  record Update(ProgramCall call, String purpose) {}

  /**
   * The texts of its files with the arguments, by path, in the order of writing; some may be
   * unchanged.
   *
   * @throws PlanningException if a file does not have the expected form
   */
  Map<String, String> edited(PlanBuilder builder, KernelArguments arguments);

  /** The programs to run after its files are changed; empty if it reads them at boot. */
  List<Update> updates();

  /**
   * Detects the boot loader by the host's files.
   *
   * @throws PlanningException if it is none of these, with the reason and the manual step
   */
  static BootLoader of(Host host, KernelArguments arguments) {
    UnsupportedBoot.reason(host, arguments)
        .ifPresent(
            why -> {
              throw new PlanningException(why);
            });
    return Stream.<Function<Host, Optional<? extends BootLoader>>>of(
            KernelInstall::find,
            BootEntries::find,
            GrubMenu::find,
            FirmwareCommandLine::find,
            ArmbianEnvironment::find,
            ExtlinuxMenu::find)
        .<Optional<? extends BootLoader>>map(find -> find.apply(host))
        .<BootLoader>flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new PlanningException(UnsupportedBoot.unknown(host, arguments)));
  }
}
