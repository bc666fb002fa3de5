# Copyright: hostready
# Apache License 2.0, see LICENSE
"""What the modules share that have hosts judged."""

from __future__ import annotations


class ModuleDocFragment:

    DOCUMENTATION = r"""
options:
  pack:
    description:
      - The packs of rules that the host is judged by. Without any it is V(docker-engine).
      - Others are V(container-host), V(docker-swarm), V(docker-rootless) and V(kubernetes-node).
    type: list
    elements: str
    default: []
  rules:
    description:
      - Names of rules. Only these are looked at, and with O(ignore:state=ready) fixed whatever their level and risk.
      - Without any, all rules of the packs. C(hostready rules list) on a host lists them, C(hostready rules show RULE) explains one.
    type: list
    elements: str
    default: []
  rule_directories:
    description:
      - Directories on the host with rules of your own, beside those that hostready brings.
      - With C(become) nobody but root may be able to write them, their files and the directories above them.
    type: list
    elements: path
    default: []
  parameters:
    description:
      - Parameters of the packs. Values are texts, numbers or booleans. Quote versions, or YAML makes C(28.10) the number 28.1.
      - >-
        Of V(docker-engine) among others C(docker-version), the version that the host must be ready for, such as V(28) (without it
        the installed one, else V(29)); C(docker-source), V(docker) for Docker's own packages or V(distribution) for the
        distribution's; C(docker-repository), where a mirror has Docker's, and C(docker-key-fingerprint), where that has another key;
        C(data-root), C(storage-driver) and C(firewall-backend), which without it are as the host's daemon.json or docker.service says.
      - A wrong name fails the task, and the message tells which was meant. C(hostready rules show RULE) tells what a rule uses.
    type: dict
    default: {}
  fail_on:
    description:
      - The weakest level of rules that decide whether the host is ready.
      - With V(required), Docker works; with V(recommended) it also works well.
    type: str
    choices: [required, recommended, optional]
    default: required
  waivers:
    description:
      - Failures that somebody accepts until a day. They are reported as waived, do not count, and are not fixed.
    type: list
    elements: dict
    suboptions:
      rule:
        description: The rule whose failure is accepted.
        type: str
        required: true
      reason:
        description: Why, and by whom.
        type: str
        required: true
      until:
        description: The last day on which it is accepted, such as V(2027-03-31). Quote it.
        type: str
        required: true
      host:
        description: Only on hosts that call themselves so, as hostname(1) says, in which C(*) stands for anything.
        type: str
  waivers_file:
    description:
      - The same as a file on the host. Not together with O(waivers).
    type: path
  prove:
    description:
      - Also try things out in throw-away namespaces, instead of only reading about them. After changes of its own
        M(hostready.core.host) does so anyway.
      - Without root those rules are unknown.
    type: bool
    default: false
  executable:
    description:
      - The program on the host.
      - Without it, C(hostready) is looked for in E(PATH), C(/opt/hostready/bin), C(/usr/local/bin) and C(/usr/bin).
    type: path
requirements:
  - hostready on the host, from the role P(hostready.core.docker_host#role), from install.sh or from the .deb. It needs no Java.
notes:
  - Checks download nothing and change nothing. A fix downloads what it installs, and nothing else.
"""
