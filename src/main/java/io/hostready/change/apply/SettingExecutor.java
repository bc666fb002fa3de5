package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.change.LoadedModule;
import io.hostready.change.ProgramCall;
import io.hostready.change.Reversal;
import io.hostready.change.SetSetting;
import io.hostready.change.Setting;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Optional;

/** Applies and reverts changes of settings of the running host. */
record SettingExecutor(RunContext context) {

  PreparedChange set(SetSetting change) throws ChangeFailedException {
    Setting setting = change.setting();
    String now = value(setting);
    if (now.equals(change.after())) {
      return PreparedChange.nothing(setting.description() + " is " + now + " already");
    }
    if (change.before().filter(planned -> !planned.equals(now)).isPresent()) {
      throw new ChangeFailedException(
          setting.description()
              + " has changed since the plan was made: expected '"
              + change.before().get()
              + "', found '"
              + now
              + "'. Make a new plan.");
    }
    return new PreparedChange(
        new Reversal.RestoreSetting(setting, now, change.after()),
        () -> {
          write(setting, change.after());
          return Optional.empty();
        });
  }

  private String value(Setting setting) throws ChangeFailedException {
    Reading<String> now = setting.read(context.now());
    if (now instanceof Present(var value, _)) {
      return value;
    }
    throw new ChangeFailedException(
        setting.description() + " cannot be seen: " + Setting.reason(now) + ".");
  }

  private void write(Setting setting, String value) throws ChangeFailedException {
    for (List<String> argv : setting.commandsTo(value)) {
      context.run(ProgramCall.of(argv));
    }
    String now = value(setting);
    if (!now.equals(value)) {
      throw new ChangeFailedException(
          setting.description()
              + " is still '"
              + now
              + "' after '"
              + String.join(" ", setting.commandsTo(value).getLast())
              + "', not '"
              + value
              + "'.");
    }
  }

  UndoAssessment assess(Reversal.RestoreSetting reversal, Reading<String> now) {
    Setting setting = reversal.setting();
    return switch (now) {
      case Absent(_), Unreadable(_, _) ->
          new UndoAssessment.Nothing(setting.description() + " is gone: " + Setting.reason(now));
      case Present(var value, _) when value.equals(reversal.before()) ->
          new UndoAssessment.Nothing(setting.description() + " is as it was before");
      case Present(var value, _) when value.equals(reversal.after()) ->
          new UndoAssessment.Possible(() -> restore(setting, reversal.before()));
      case Present(var value, _) ->
          new UndoAssessment.Refused(
              setting.description()
                  + " is '"
                  + value
                  + "', which this run did not leave: expected '"
                  + reversal.after()
                  + "'. To resolve it, set it to that or to '"
                  + reversal.before()
                  + "', which it was before, and run undo again; --force brings it to the latter.",
              () -> restore(setting, reversal.before()));
    };
  }

  private Optional<String> restore(Setting setting, String before) throws ChangeFailedException {
    if (setting instanceof LoadedModule module && before.equals(LoadedModule.NOT_LOADED)) {
      Optional<String> user = module.user(context.now());
      if (user.isPresent()) {
        return Optional.of(
            "module "
                + module.name()
                + " stays loaded until the next boot, it is in use by "
                + user.get());
      }
    }
    write(setting, before);
    return Optional.empty();
  }
}
