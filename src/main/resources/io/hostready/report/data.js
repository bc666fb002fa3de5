
const OUTCOMES = ["ready", "not-ready", "undecided", "pending"];
const PENDING = ["reboot", "relogin"];

/** The results of a rule on a host, from best to worst; sign is the text of a cell of the matrix. */
const KINDS = [
  {sign: "", name: "not checked", css: ""},
  {sign: "\u00b7", name: "pass", css: "pass"},
  {sign: "\u2013", name: "not applicable", css: "na"},
  {sign: "~", name: "waived", css: "waived"},
  {sign: "?", name: "unknown, does not block", css: "unknown"},
  {sign: "\u00d7", name: "fails, does not block", css: "fail"},
  {sign: "\u2026", name: "requires a reboot or a new login", css: "pending counts"},
  {sign: "?", name: "unknown", css: "unknown counts"},
  {sign: "\u00d7", name: "fails", css: "fail counts"},
];
const [ABSENT, PASSES, SKIPPED, WAIVED, UNKNOWN_ASIDE, FAILS_ASIDE, WAITS, UNKNOWN, FAILS] = KINDS.keys();

const fails = (kind) => kind === FAILS || kind === FAILS_ASIDE;
const isUnknown = (kind) => kind === UNKNOWN || kind === UNKNOWN_ASIDE;
const inTheWay = (kind) => kind >= WAITS;

function kindOf(finding, failOn) {
  const counts = finding.level <= failOn;
  if (finding.pending >= 0) return counts ? WAITS : FAILS_ASIDE;
  switch (VERDICTS[finding.verdict]) {
    case "fail": return counts ? FAILS : FAILS_ASIDE;
    case "unknown": return counts ? UNKNOWN : UNKNOWN_ASIDE;
    case "waived": return WAIVED;
    case "not-applicable": return SKIPPED;
    default: return PASSES;
  }
}

/** An inventory; its properties and tables stay numbers of texts until its host opens. */
function inventoryOf([machine, virtualization, cpu, sockets, cores, memory, disks, network, properties, tables], texts) {
  const named = (number) => (number < 0 ? "" : texts[number]);
  return {machine: named(machine), virtualization: named(virtualization), cpu: named(cpu), sockets, cores, memory, disks, network, properties, tables};
}

/** Reads the lines that HtmlData describes. The details of a host are parsed only when the host is opened. */
function readData(text) {
  const texts = [];
  const rules = [];
  const findings = [];
  const hosts = [];
  for (let from = 0; from < text.length;) {
    let to = text.indexOf("\n", from);
    if (to < 0) to = text.length;
    const line = text.slice(from + 1, to);
    switch (text[from]) {
      case "s": texts.push(JSON.parse(line)); break;
      case "r": {
        const [id, topic, title, why, advice, fix, risk, file, at, references] = JSON.parse(line);
        const named = (number) => (number < 0 ? null : texts[number]);
        rules.push({id, topic, title: texts[title], why: texts[why], advice: named(advice), fix: named(fix), risk, file, line: at, references: references.map(named)});
        break;
      }
      case "f": {
        const list = line.indexOf("[");
        const [rule, verdict, level, pending] = line.slice(0, list).split(",").map(Number);
        findings.push({rule: rules[rule], verdict, level, pending, rest: line.slice(list)});
        break;
      }
      case "h": {
        const [name, outcome, failOn, source, facts, time, millis, version, packs, parameters, results, inventory] = JSON.parse(line);
        hosts.push({name, outcome, failOn, source, facts: facts.map((n) => texts[n]), time, millis, version,
          packs: packs.map((n) => texts[n]), parameters: parameters.map((n) => texts[n]), results: results.map((n) => findings[n]),
          inventory: inventory.length ? inventoryOf(inventory, texts) : null});
        break;
      }
    }
    from = to + 1;
  }
  return {texts, hosts};
}

/** All hosts, and their rules as columns, each with on how many hosts it fails. */
function fleetOf({texts, hosts}) {
  const columns = [];
  const byId = new Map();
  const byName = new Map();
  for (const host of hosts) {
    for (const {rule} of host.results) {
      if (!byId.has(rule.id)) {
        byId.set(rule.id, columns.length);
        columns.push({id: rule.id, index: columns.length, rule, level: 2, fail: 0, unknown: 0, inTheWay: 0, waived: 0});
      }
    }
  }
  hosts.forEach((host, index) => {
    host.index = index;
    host.kinds = new Uint8Array(columns.length);
    host.findings = new Array(columns.length);
    host.blocked = [];
    host.fail = host.unknown = host.aside = 0;
    byName.set(host.name, host);
    for (const finding of host.results) {
      const column = columns[byId.get(finding.rule.id)];
      const kind = kindOf(finding, host.failOn);
      host.kinds[column.index] = kind;
      host.findings[column.index] = finding;
      column.level = Math.min(column.level, finding.level);
      if (fails(kind)) { host.fail++; column.fail++; }
      if (isUnknown(kind)) { host.unknown++; column.unknown++; }
      if (kind === WAIVED) column.waived++;
      if (inTheWay(kind)) { host.blocked.push({column, kind, level: finding.level}); column.inTheWay++; }
      else if (fails(kind) || isUnknown(kind)) host.aside++;
    }
    host.blocked.sort((a, b) => b.kind - a.kind || a.level - b.level);
  });
  const detail = (finding) => {
    if (!finding.detail) {
      const [expected, reason, but, problem, evidence] = JSON.parse(finding.rest);
      const named = (number) => (number < 0 ? null : texts[number]);
      finding.detail = {expected: texts[expected], reason: texts[reason], but: named(but), problem: named(problem),
        evidence: evidence.map(([source, line, subject, value]) => ({source: texts[source], line, subject: texts[subject], value: named(value)}))};
    }
    return finding.detail;
  };
  return {hosts, columns, text: (number) => texts[number], column: (id) => columns[byId.get(id)], host: (name) => byName.get(name), detail};
}
