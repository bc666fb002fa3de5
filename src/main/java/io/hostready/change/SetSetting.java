package io.hostready.change;

import java.util.List;
import java.util.Optional;

/**
 * Sets a setting of the running host to a value. Undo restores the value from before the change.
 *
 * @param before the value at plan time; empty if earlier steps of the same plan may change it, and
 *     then it is read when the step starts
 */
public record SetSetting(Setting setting, Optional<String> before, String after) implements Change {

  public SetSetting {
    setting.check(after);
  }

  @Override
  public ChangeSummary summary() {
    ChangeSummary change = setting.change(after);
    return switch (setting) {
      case LiveSysctl _, Alternative _ ->
          before.map(was -> change.with("was " + was)).orElse(change);
      case LoadedModule _,
          ActiveUnit _,
          EnabledUnit _,
          UnitMask _,
          SystemGroup _,
          GroupMember _,
          PackageHold _,
          RpmKey _ ->
          change;
    };
  }

  @Override
  public List<String> details() {
    return List.of();
  }

  @Override
  public List<String> preview() {
    return setting.commandsTo(after).stream()
        .map(argv -> "$ " + ProgramCall.of(argv).line())
        .toList();
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.of(
        before.map(was -> setting.change(was).text()).orElse("restore " + setting.description()));
  }
}
