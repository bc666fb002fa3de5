#!/usr/bin/python
# Copyright: hostready
# Apache License 2.0, see LICENSE

from __future__ import annotations

DOCUMENTATION = r"""
---
module: facts
short_description: Gather as facts whether a host is ready for Docker, and its inventory
version_added: 0.1.0
author:
  - hostready (@hostready)
description:
  - Checks the host like M(hostready.core.host) with O(hostready.core.host#module:state=checked), and sets
    C(ansible_facts.hostready). Changes nothing.
  - Does not fail because of a finding, nor if hostready is not installed; see C(ansible_facts.hostready.installed). An invalid rule or
    parameter fails the task.
extends_documentation_fragment:
  - hostready.core.judging
attributes:
  check_mode:
    description: Changes nothing, so it does the same in check mode.
    support: full
  diff_mode:
    description: There are no changes to show.
    support: none
  facts:
    description: Returns facts of the host.
    support: full
  platform:
    description: Linux.
    support: full
    platforms: linux
seealso:
  - module: hostready.core.host
"""

EXAMPLES = r"""
- name: Check every host
  hostready.core.facts:
  become: true

- name: Run containers only where Docker can
  ansible.builtin.include_tasks: containers.yml
  when: ansible_facts.hostready.ready

- name: Warn of small disks
  ansible.builtin.debug:
    msg: "{{ inventory_hostname }} has a disk of less than 100 GB"
  when: ansible_facts.hostready.inventory.disks | default([]) | selectattr('sizeBytes', 'lt', 100000000000) | list

- name: Group hosts by outcome
  ansible.builtin.group_by:
    key: "docker_{{ ansible_facts.hostready.outcome | default('unknown') }}"
"""

RETURN = r"""
ansible_facts:
  description: Facts to add to those of the host.
  returned: always
  type: dict
  contains:
    hostready:
      description: The result of hostready.
      returned: always
      type: dict
      contains:
        installed:
          description: Whether the program is installed.
          type: bool
        reason:
          description: Why not, if C(installed) is V(false). Then only C(ready) is set as well.
          type: str
        executable:
          description: The program that was run.
          type: str
        version:
          description: Its version.
          type: str
        ready:
          description: Whether the host is ready.
          type: bool
        outcome:
          description: V(ready), V(not-ready), V(undecided) or V(pending).
          type: str
        failed_rules:
          description: The rules that block and fail, as M(hostready.core.host) returns them.
          type: list
          elements: dict
        unknown_rules:
          description: The rules that block and could not be checked.
          type: list
          elements: dict
        reboot_required:
          description: Whether a fix requires a reboot.
          type: bool
        relogin_required:
          description: Whether a fix requires a new login of a user.
          type: bool
        summary:
          description: Number of rules by verdict.
          type: dict
        checked_at:
          description: Start of the check, in UTC.
          type: str
        verdicts:
          description: The verdict of every rule by id, such as V(pass).
          type: dict
        inventory:
          description:
            - The inventory of the machine, as C(host.inventory) in C(hostready facts --format json), without serial numbers, UUIDs and
              MAC addresses. Empty if it could not be read.
            - C(disks), C(filesystems) and C(interfaces) are lists; sizes are in bytes, speeds in Mbit/s.
          type: dict
          sample:
            vendor: Dell Inc.
            model: PowerEdge R640
            firmware: {vendor: Dell Inc., version: 2.10.0, date: "2021-02-24"}
            cpu: {model: Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz, sockets: 2, cores: 32}
            disks:
              - {name: /dev/sda, model: PERC H730P, sizeBytes: 599550590976, type: hdd}
            filesystems:
              - {mountPoint: /, source: /dev/sda2, type: ext4, sizeBytes: 588000000000, freeBytes: 401000000000}
            interfaces:
              - {name: eno1, state: up, speedMbits: 25000, mtu: 9000}
"""

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.hostready.core.plugins.module_utils.program import COMMON_SPEC, Program, Refused, judgement


def main():
    module = AnsibleModule(argument_spec=COMMON_SPEC, mutually_exclusive=[("waivers", "waivers_file")], supports_check_mode=True)
    facts = {"installed": True, "ready": False}
    try:
        program = Program(module)
        facts["executable"] = program.executable
        _code, report, _err = program.run("check", program.words() + program.rules(), (0, 1, 3, 5))
        judged = judgement(report)
        for kept in ("ready", "outcome", "failed_rules", "unknown_rules", "reboot_required", "relogin_required"):
            facts[kept] = judged[kept]
        facts["version"] = report["tool"]["version"]
        facts["summary"] = report["summary"]
        facts["checked_at"] = report["startedAt"]
        facts["inventory"] = report["host"].get("inventory", {})
        facts["verdicts"] = {each["rule"]: each["verdict"] for each in report["results"]}
    except Refused as refused:
        if refused.more.get("installed", True):
            module.fail_json(msg=refused.message)
        facts.update(installed=False, reason=refused.message)
    except (LookupError, TypeError, ValueError, AttributeError) as strange:
        module.fail_json(msg="hostready's document is not as this collection expects it (%s: %s). "
                         "Use versions of both that belong together." % (type(strange).__name__, strange))
    module.exit_json(changed=False, ansible_facts={"hostready": facts})


if __name__ == "__main__":
    main()
