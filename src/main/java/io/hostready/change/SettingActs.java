package io.hostready.change;

import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Optional;

/** Makes and takes back changes of settings of the running host. */
record SettingActs(Site site) {

  Prepared set(SetState change) throws ChangeFailed {
    Setting setting = change.setting();
    String now = value(setting);
    if (now.equals(change.after())) {
      return Prepared.nothing(setting.described() + " is " + now + " already");
    }
    if (change.before().filter(planned -> !planned.equals(now)).isPresent()) {
      throw new ChangeFailed(
          setting.described()
              + " has changed since the plan was made: expected '"
              + change.before().get()
              + "', found '"
              + now
              + "'. Make a new plan.");
    }
    return new Prepared(
        new Reversal.BringBack(setting, now, change.after()),
        () -> {
          bring(setting, change.after());
          return Optional.empty();
        });
  }

  private String value(Setting setting) throws ChangeFailed {
    Reading<String> now = setting.read(site.now());
    if (now instanceof Present(var value, _)) {
      return value;
    }
    throw new ChangeFailed(setting.described() + " cannot be seen: " + Setting.reason(now) + ".");
  }

  private void bring(Setting setting, String value) throws ChangeFailed {
    for (List<String> argv : setting.commandsTo(value)) {
      site.run(Command.of(argv));
    }
    String now = value(setting);
    if (!now.equals(value)) {
      throw new ChangeFailed(
          setting.described()
              + " is still '"
              + now
              + "' after '"
              + String.join(" ", setting.commandsTo(value).getLast())
              + "'; expected '"
              + value
              + "'.");
    }
  }

  Assessment assess(Reversal.BringBack reversal, Reading<String> now) {
    Setting setting = reversal.setting();
    return switch (now) {
      case Absent(_), Unreadable(_, _) ->
          new Assessment.Nothing(setting.described() + " is gone: " + Setting.reason(now));
      case Present(var value, _) when value.equals(reversal.before()) ->
          new Assessment.Nothing(setting.described() + " is as it was before");
      case Present(var value, _) when value.equals(reversal.after()) ->
          new Assessment.Possible(() -> back(setting, reversal.before()));
      case Present(var value, _) ->
          new Assessment.Refused(
              setting.described()
                  + " is '"
                  + value
                  + "', which this run did not leave: expected '"
                  + reversal.after()
                  + "'. To settle it, bring it to that or to '"
                  + reversal.before()
                  + "', which it was before, and run undo again; --force brings it to the latter.",
              () -> back(setting, reversal.before()));
    };
  }

  private Optional<String> back(Setting setting, String before) throws ChangeFailed {
    if (setting instanceof LoadedModule module && before.equals(LoadedModule.NOT_LOADED)) {
      Optional<String> user = module.user(site.now());
      if (user.isPresent()) {
        return Optional.of(
            "module "
                + module.name()
                + " stays loaded until the next boot, it is in use by "
                + user.get());
      }
    }
    bring(setting, before);
    return Optional.empty();
  }
}
