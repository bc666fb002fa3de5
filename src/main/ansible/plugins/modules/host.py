#!/usr/bin/python
# Copyright: hostready
# Apache License 2.0, see LICENSE

from __future__ import annotations

DOCUMENTATION = r"""
---
module: host
short_description: Check whether a host is ready for Docker, fix it, or revert the changes
version_added: 0.1.0
author:
  - hostready (@hostready)
description:
  - Runs the program C(hostready) on the host. It reads /proc, /sys, /etc and the package database, checks them against rules, and
    reports for each rule what was expected, what was found, and what to do.
  - Can plan and apply fixes, such as adding Docker's repository for apt or dnf, installing its packages, loading kernel modules and setting
    sysctls. Every change is journaled on the host first, and can be reverted.
  - A rule that cannot be checked is unknown. A host with an unknown required rule is not ready.
options:
  state:
    description:
      - With V(checked) the host is checked and not changed. The task fails if the host is not ready, or if a rule that blocks could
        not be checked; see O(must_be_ready).
      - With V(ready) the host is checked, fixed, and checked again. The task fails if a fix fails, or if the host is not ready
        afterwards; see O(must_be_ready). It does not fail if only a reboot or a new login is required; see RV(reboot_required)
        and RV(relogin_required).
      - With V(undone) all changes of hostready on this host are reverted, the latest run first; see O(run).
    type: str
    choices: [checked, ready, undone]
    default: checked
  must_be_ready:
    description:
      - Whether the task fails when the host is not ready. With V(false), see RV(ready), RV(outcome) and RV(failed_rules).
      - An invalid rule, an unknown parameter or a fix that stops part-way always fails the task.
    type: bool
    default: true
  level:
    description:
      - Lowest level of rules that O(state=ready) fixes. Rules named in O(rules) are fixed at any level.
    type: str
    choices: [required, recommended, optional]
    default: recommended
  allow_risk:
    description:
      - With V(high), also apply fixes that can cut off or expose the host, such as changing ufw's forward policy or removing packages.
      - With V(medium), such fixes are applied only to rules named in O(rules). The others are listed in RV(left_for_you).
    type: str
    choices: [medium, high]
    default: medium
  run:
    description:
      - With O(state=undone), revert only this run (see RV(run) and C(hostready history)) and the runs that it continued.
    type: str
  force:
    description:
      - With O(state=undone), also overwrite files that were changed after the fix. The journal keeps their content.
    type: bool
    default: false
extends_documentation_fragment:
  - hostready.core.judging
attributes:
  check_mode:
    description: >-
      With O(state=ready) nothing is changed, and RV(changes) and RV(diff) are the whole plan, also on a host without Docker's apt
      repository. RV(ready) is about the host as it is. The same applies to O(state=undone). O(state=checked) never changes anything.
    support: full
  diff_mode:
    description: With O(state=ready), shows the same diffs of files as C(hostready plan).
    support: full
  platform:
    description: Checks run on every Linux; fixes support Debian, Ubuntu and their derivatives.
    support: full
    platforms: linux
notes:
  - Checks run without root; rules that only root can check are then unknown. O(state=ready) and O(state=undone) require C(become).
  - Two runs on one host wait for each other. After a run was killed (C(async), lost connection), the next O(state=ready) continues
    it and O(state=undone) reverts it, so that a task can be repeated.
  - Installing packages can take minutes. If the connection does not last that long, use C(async) and C(poll).
  - To set O(executable) or O(parameters) for all modules, use module defaults of the group C(hostready.core.hostready).
seealso:
  - module: hostready.core.facts
"""

EXAMPLES = r"""
- name: Fail if this host is not ready for Docker
  hostready.core.host:

- name: Check, and continue in any case
  hostready.core.host:
    must_be_ready: false
  register: looked

- name: Print the failed rules
  ansible.builtin.debug:
    msg: "{{ looked.failed_rules | map(attribute='rule') | join(', ') or 'nothing' }}"

- name: Make the host ready for Docker 28, from a mirror. With --check --diff, show what would change
  hostready.core.host:
    state: ready
    parameters:
      docker-version: "28"
      docker-repository: https://mirror.example.org/docker
  become: true
  register: made

- name: The same over a connection that may not last as long as the installation
  hostready.core.host:
    state: ready
  become: true
  async: 1800
  poll: 10
  register: made

- name: Reboot where a fix waits for it
  ansible.builtin.reboot:
  become: true
  when: made.reboot_required

- name: A stricter check, with an accepted failure
  hostready.core.host:
    fail_on: recommended
    waivers:
      - rule: cgroup-v2-only
        reason: moves to Debian 13 in March (ops)
        until: "2027-03-31"

- name: Fix one thing only, even though its risk is high
  hostready.core.host:
    state: ready
    rules: [ufw-forward-policy-accept]
  become: true

- name: A node of a Kubernetes cluster
  hostready.core.host:
    state: ready
    pack: [kubernetes-node]
    parameters:
      control-plane: true
  become: true

- name: Revert everything that hostready did on this host
  hostready.core.host:
    state: undone
  become: true
"""

RETURN = r"""
ready:
  description:
    - Whether the host is ready by all rules that block (O(fail_on)). With O(state=ready), after the fix; in check mode, before it.
  returned: when the host could be checked
  type: bool
  sample: false
outcome:
  description:
    - V(ready); V(not-ready) if a rule that blocks fails; V(undecided) if none fails and one could not be checked; V(pending) if a
      reboot or a new login is required.
  returned: when the host could be checked
  type: str
  sample: not-ready
failed_rules:
  description: The rules that block and fail.
  returned: when the host could be checked
  type: list
  elements: dict
  contains:
    rule:
      description: The id of the rule.
      type: str
    title:
      description: The healthy state.
      type: str
    level:
      description: V(required), V(recommended) or V(optional).
      type: str
    reason:
      description: What was found.
      type: str
    to_do:
      description: Summary of the fix, or the advice.
      type: str
    automatic:
      description: Whether O(state=ready) fixes it.
      type: bool
  sample:
    - rule: docker-package-installed
      title: The Docker Engine package is installed
      level: required
      reason: none of docker-ce, docker.io is installed
      to_do: install or configure Docker's packages
      automatic: true
unknown_rules:
  description: The rules that block and could not be checked, like RV(failed_rules).
  returned: when the host could be checked
  type: list
  elements: dict
  sample: []
results:
  description: Every rule's result, as in the report of C(hostready check --format json), with what was expected, found and read.
  returned: when the host could be checked
  type: list
  elements: dict
  contains:
    rule:
      description: The rule.
      type: str
    verdict:
      description: V(pass), V(fail), V(unknown), V(not-applicable) or V(waived).
      type: str
    reason:
      description: Why, in a sentence.
      type: str
changes:
  description:
    - The changes, in order; in check mode, those that would be made. The list of check mode is the list of the real run without
      C(outcome) and C(note).
  returned: with O(state=ready) and O(state=undone)
  type: list
  elements: dict
  contains:
    rule:
      description: The rule that requires it.
      type: str
    what:
      description: What is done, such as V(create /etc/apt/sources.list.d/docker.sources).
      type: str
    kind:
      description: Such as V(write-file), V(install-packages) or V(set-state). Not with O(state=undone).
      type: str
    risk:
      description: V(low), V(medium) or V(high). Not with O(state=undone).
      type: str
    path:
      description: The file that is written or removed.
      type: str
    argv:
      description: The command that is run.
      type: list
      elements: str
    undo:
      description: How it is reverted. Not with O(state=undone).
      type: str
    outcome:
      description: V(done), V(failed) or V(not-reached); with O(state=undone) V(restored), V(left) or V(nothing). Not in check mode.
      type: str
    note:
      description: A note about the result, if there is one.
      type: str
  sample:
    - rule: docker-package-installed
      kind: write-file
      what: create /etc/apt/sources.list.d/docker.sources
      path: /etc/apt/sources.list.d/docker.sources
      risk: medium
      undo: remove /etc/apt/sources.list.d/docker.sources
      outcome: done
diff:
  description:
    - Content before and after of every file that is written or removed; of a signing key, its fingerprint.
  returned: with O(state=ready)
  type: list
  elements: dict
left_for_you:
  description: Manual steps, not done by the fix; in check mode, those that would remain.
  returned: with O(state=ready), and with O(state=undone) if a change cannot be reverted
  type: list
  elements: dict
  contains:
    rule:
      description: The rule; with O(state=undone) the change.
      type: str
    why:
      description: Why, or what to do.
      type: str
reboot_required:
  description: Whether a fix requires a reboot; in check mode, whether it would.
  returned: when the host could be checked
  type: bool
relogin_required:
  description: Whether a fix requires a new login of a user; in check mode, whether it would.
  returned: when the host could be checked
  type: bool
run:
  description: The id of the run that made the changes, as in C(hostready history); a value for O(run).
  returned: with O(state=ready), if something was changed
  type: str
  sample: 20261124-014741
runs:
  description: The runs that were reverted; in check mode, those that would be.
  returned: with O(state=undone)
  type: list
  elements: str
msg:
  description: The result in a sentence; if the task fails, the message of hostready and the failed rules.
  returned: always
  type: str
  sample: web-1 is ready
report:
  description: The whole report, as in C(hostready check --format json). C(hostready report) makes pages from such reports.
  returned: when the host could be checked
  type: dict
executable:
  description: The program that was run.
  returned: when it was found
  type: str
rc:
  description: Its exit code.
  returned: when the program failed
  type: int
stderr:
  description: Its standard error.
  returned: when the program failed
  type: str
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.hostready.core.plugins.module_utils.program import (
    COMMON_SPEC,
    LEVELS,
    Program,
    Refused,
    changes,
    counting,
    differences,
    is_changed,
    judgement,
    sentence,
)

# Exit codes with which a document comes: ready, not ready, undecided, pending.
JUDGED = (0, 1, 3, 5)

# Each undo finds at most one run more; a limit all the same.
MOST_RUNS = 1000


def main():
    module = AnsibleModule(
        argument_spec=dict(
            COMMON_SPEC,
            state={"type": "str", "choices": ["checked", "ready", "undone"], "default": "checked"},
            must_be_ready={"type": "bool", "default": True},
            level={"type": "str", "choices": list(LEVELS), "default": "recommended"},
            allow_risk={"type": "str", "choices": ["medium", "high"], "default": "medium"},
            run={"type": "str"},
            force={"type": "bool", "default": False},
        ),
        mutually_exclusive=[("waivers", "waivers_file")],
        supports_check_mode=True,
    )
    state = {"checked": checked, "ready": ready, "undone": undone}[module.params["state"]]
    result = {"changed": False}
    try:
        program = Program(module)
        result["executable"] = program.executable
        state(module, program, result)
    except Refused as refused:
        result.update(refused.more)
        module.fail_json(msg=refused.message, **result)
    except (LookupError, TypeError, ValueError, AttributeError) as strange:
        module.fail_json(msg="hostready's document is not as this collection expects it (%s: %s). "
                         "Use versions of both that belong together." % (type(strange).__name__, strange), **result)
    module.exit_json(**result)


def checked(module, program, result):
    _code, report, _err = program.run("check", program.words() + program.rules(), JUDGED)
    result.update(judgement(report), changed=False)
    finish(module, result)


def ready(module, program, result):
    words = ["--level", module.params["level"], "--allow-risk", module.params["allow_risk"]] + program.words() + program.rules()
    if module.check_mode:
        planned(module, program, words, result)
    else:
        fixed(module, program, words, result)


def planned(module, program, words, result):
    _code, plan, err = program.run("plan", words, (0, 1))
    result.update(judgement(plan["report"]), changes=changes(plan), diff=differences(plan), left_for_you=plan["leftForYou"])
    result["changed"] = bool(result["changes"])
    due = {step.get("pending") for step in plan["steps"]}
    result["reboot_required"] = result["reboot_required"] or "reboot" in due
    result["relogin_required"] = result["relogin_required"] or "relogin" in due
    result["msg"] = "%d changes would be made" % len(result["changes"]) if result["changed"] else sentence(result)
    for line in err.splitlines():
        if line.startswith("hostready: "):
            module.warn(line)
    fixed = {step["rule"] for step in plan["steps"]}
    stay = [each["rule"] for each in counting(plan["report"], "fail") if each["rule"] not in fixed]
    if stay:
        module.warn("after these changes the host is not ready, for these stay as they are: %s" % ", ".join(stay))


def fixed(module, program, words, result):
    try:
        _code, document, _err = program.run("fix", ["--yes"] + words, JUDGED)
    except Refused as refused:
        # What was done before it stopped, if a document was printed.
        if not refused.document:
            raise
        add_fixed(refused.document, result)
        broken = [step["rule"] for step in refused.document["steps"] if step.get("outcome") in ("failed", "fails")]
        words = [refused.message]
        if broken:
            words.append("The fix that failed is that of %s." % ", ".join(broken))
        if result["failed_rules"]:
            words.append("Rules that fail now: %s." % ", ".join(each["rule"] for each in result["failed_rules"]))
        raise Refused(" ".join(words), rc=refused.more.get("rc"))
    add_fixed(document, result)
    finish(module, result)


def add_fixed(document, result):
    result.update(judgement(document["after"]), changes=changes(document), diff=differences(document, only_done=True))
    result.update(left_for_you=document["leftForYou"], run=document.get("run"))
    result["changed"] = is_changed(result["changes"])


def finish(module, result):
    """Sets the message, and fails the task if the host must be ready and is not."""
    result["msg"] = sentence(result)
    if module.params["must_be_ready"] and result["outcome"] in ("not-ready", "undecided"):
        raise Refused(result.pop("msg"))


def undone(module, program, result):
    runs = undoable(program, module.params["run"])
    if module.check_mode:
        steps = [dict(step, run=run["run"]) for run in runs for step in reversed(run["steps"]) if step["outcome"] != "undone"]
        result["changes"] = [
            {"run": step["run"], "rule": step["rule"], "what": step["undo"]} for step in steps if not step["undo"].startswith("nothing")
        ]
        result.update(runs=[run["run"] for run in runs], changed=bool(result["changes"]))
    else:
        revert(module, program, result)
    _code, report, _err = program.run("check", program.words() + program.rules(), JUDGED)
    changed = result["changed"]
    result.update(judgement(report), changed=changed)
    result["msg"] = "%d runs %s reverted" % (len(result["runs"]), "would be" if module.check_mode else "were") if result["runs"] else "no changes to revert"


def undoable(program, name):
    _code, history, _err = program.run("history", [], (0,))
    runs = [run for run in history["runs"] if run["status"] != "undone" and run["steps"]]
    if name is None:
        return runs
    if name not in [run["run"] for run in history["runs"]]:
        raise Refused("there is no run %r on this host; expected one that 'hostready history' lists." % name)
    return [run for run in runs if run["run"] == name]


def revert(module, program, result):
    result.update(runs=[], changes=[])
    words = ["--yes"] + (["--force"] if module.params["force"] else [])
    words += ["--", module.params["run"]] if module.params["run"] else []
    for _turn in range(MOST_RUNS):
        try:
            _code, document, _err = program.run("undo", words, (0,))
        except Refused as refused:
            if refused.document:
                add_reverted(refused.document, result)
                result["left_for_you"] = [{"rule": each["what"], "why": each["why"]} for each in refused.document["leftForYou"]]
            raise
        add_reverted(document, result)
        if not document["runs"] or module.params["run"]:
            return
    raise Refused("after %d runs there are still some to revert; see 'hostready history' on the host." % MOST_RUNS)


def add_reverted(document, result):
    result["runs"] += document["runs"]
    result["changes"] += [
        {"run": step["run"], "rule": step["rule"], "what": step["undo"], "outcome": step["outcome"], "note": step.get("note")}
        for step in document["steps"]
        if not step["undo"].startswith("nothing")
    ]
    result["changed"] = any(each["outcome"] in ("restored", "left") for each in result["changes"])


if __name__ == "__main__":
    main()
