package io.hostready.change;

import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a package manager would do to packages, in its order. */
public record PackageActions(List<Action> actions) {

  /**
   * One package: its old version if it is installed, its new version unless it is removed. The name
   * has the architecture only if it is not the host's. The origin of apt is from the Release file,
   * such as {@code Docker CE:noble}: it is for display and proves nothing.
   */
  public record Action(
      String name, Optional<String> from, Optional<String> to, Optional<String> origin) {

    public Action {
      if (from.isEmpty() && to.isEmpty()) {
        throw new IllegalArgumentException("nothing happens to " + name);
      }
    }

    /** True if the package is not installed now. */
    public boolean isNew() {
      return from.isEmpty();
    }

    public boolean isRemoval() {
      return to.isEmpty();
    }

    @Override
    public String toString() {
      String what =
          isNew()
              ? "install " + name + " " + to.orElseThrow()
              : isRemoval()
                  ? "remove " + name + " " + from.orElseThrow()
                  : "change " + name + " " + from.orElseThrow() + " -> " + to.orElseThrow();
      return what + origin.map(release -> " (" + release + ")").orElse("");
    }
  }

  public PackageActions {
    actions = List.copyOf(actions);
  }

  /** The first removal of a package that must not be removed. */
  public Optional<String> firstUnexpectedRemoval(List<String> mayRemove) {
    return actions.stream()
        .filter(Action::isRemoval)
        .map(Action::name)
        .filter(name -> !mayRemove.contains(name))
        .findFirst();
  }

  /** The actions, one on each line. */
  public List<String> preview(PackageManager manager) {
    return actions.isEmpty()
        ? List.of(manager.id() + " has nothing to do")
        : actions.stream().map(Action::toString).toList();
  }

  /** Writes a member of an open object. */
  void write(JsonWriter json, String name) {
    json.array(name);
    for (Action action : actions) {
      json.object()
          .put("name", action.name())
          .putIfPresent("from", action.from())
          .putIfPresent("to", action.to())
          .putIfPresent("origin", action.origin())
          .end();
    }
    json.end();
  }

  /** Reads that member. */
  static PackageActions read(JsonObject parent, String name) {
    List<Action> read = new ArrayList<>();
    for (JsonObject one : parent.objects(name)) {
      read.add(
          new Action(
              one.text("name"), one.findText("from"), one.findText("to"), one.findText("origin")));
    }
    return new PackageActions(read);
  }
}
