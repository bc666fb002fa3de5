package io.hostready.probe;

import io.hostready.facts.KernelModule;
import io.hostready.facts.KernelModule.State;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Joined;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks several modules for one purpose. Source: modprobe(8). */
record KernelModulesProbe(List<String> names) implements Probe {

  KernelModulesProbe {
    names = List.copyOf(names);
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "kernel-modules",
          "several modules of the running kernel",
          MapSchema.of(
              MapSchema.required(
                  "names",
                  ValueSchema.listOf(
                      ValueSchema.matching("a module's name, such as veth", KernelModuleProbe.NAME),
                      1),
                  "the modules' names; - and _ are the same")),
          List.of(
              Facet.states(
                      "state",
                      Arrays.stream(State.values()).map(State::id).toList(),
                      "each module's state, as for 'kernel-module'")
                  .saidOfNames(new Sentences())),
          false,
          "same as 'kernel-module'",
          """
          kernel-modules:
            names: [veth, bridge]
            expect: {state: [builtin, loaded, loadable]}
          """,
          arguments -> new KernelModulesProbe(arguments.texts("names")));

  @Override
  public String subject() {
    return "kernel modules";
  }

  @Override
  public List<String> subjects() {
    return names;
  }

  /** "veth and bridge built-in or loaded", "veth is missing". */
  private static final class Sentences implements Phrase.Sentences {

    private static final List<String> NOT_INSTALLED = List.of(State.MODULES_NOT_INSTALLED.id());

    @Override
    public String of(List<String> names, List<String> states) {
      String all = Joined.and(names);
      if (states.equals(NOT_INSTALLED)) {
        return "the modules of the running kernel are not installed (" + all + ")";
      }
      List<String> words = states.stream().map(KernelModulesProbe::word).toList();
      String are = states.size() > 1 ? " " : names.size() == 1 ? " is " : " are ";
      return all + are + Joined.or(words);
    }

    @Override
    public String noneOf(List<String> names, List<String> states) {
      return states.equals(NOT_INSTALLED)
          ? "the modules of the running kernel are installed (" + Joined.and(names) + ")"
          : Phrase.Sentences.super.noneOf(names, states);
    }
  }

  private static String word(String state) {
    return state.equals(State.BUILTIN.id())
        ? "built-in"
        : state.equals(State.BLACKLISTED.id()) ? "disabled in modprobe.d" : state;
  }

  @Override
  public List<String> commands() {
    return List.of(
        "lsmod | grep -wE '" + String.join("|", names) + "'",
        "modinfo -F filename " + String.join(" ", names));
  }

  @Override
  public Observation observe(Host host) {
    Map<String, String> states = new LinkedHashMap<>();
    List<Evidence> evidence = new ArrayList<>();
    for (String name : names) {
      switch (KernelModule.read(host, name, Optional.empty())) {
        case Present(var module, _) -> {
          states.put(name, module.state().id());
          module.reasons().forEach(said -> evidence.add(KernelModuleProbe.evidence(name, said)));
        }
        case Absent(var where) -> {
          return new Observation.Absent(where);
        }
        case Unreadable(var where, var why) -> {
          return new Observation.Unreadable(where, name + ": " + why);
        }
      }
    }
    return new Facets().value("state", new Value.States(states)).found(evidence);
  }
}
