
const spaced = (word) => word.replace(/-/g, " ");
const timeOf = (instant) => instant.slice(0, 10) + " " + instant.slice(11, 16) + " UTC";
const svg = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

/** Counts as a bar and a list; each has the class of its elements and its words. */
function tally(counts) {
  const all = counts.reduce((sum, [, , count]) => sum + count, 0);
  const bar = svg("svg", {class: "bar", viewBox: "0 0 " + (all || 1) + " 1", preserveAspectRatio: "none", "aria-hidden": "true"});
  const list = make("ul");
  let from = 0;
  for (const [css, words, count] of counts) {
    bar.append(svg("rect", {class: css, x: from, width: count, height: 1}));
    from += count;
    if (count) list.append(make("li." + css, {}, make("b", {}, String(count)), " " + words));
  }
  return make("div.tally", {}, bar, list);
}

/** A result as HtmlResult writes it. */
function resultOf(finding, host, fleet, open) {
  const {rule} = finding;
  const {expected, reason, but, problem, evidence} = fleet.detail(finding);
  const verdict = VERDICTS[finding.verdict];
  const level = LEVELS[finding.level];
  const row = (term, meaning) => (meaning && meaning.trim() ? make("div." + term, {}, make("dt", {}, term), make("dd", {}, meaning)) : null);
  const found = {unknown: "unknown", "not-applicable": "reason", waived: "waived"}[verdict] || "found";
  const list = make("dl", {}, row("expected", expected), row(found, reason), row("note", but), row("why", rule.why));
  const failing = verdict === "fail";
  list.append(...toDo(rule, failing, failing || verdict === "unknown", host.source === "live"));
  const kind = ["result", verdict, finding.pending >= 0 && "pending", finding.level <= host.failOn && "counts"].filter(Boolean).join(".");
  return make("details." + kind, {id: "rule-" + rule.id, "data-rule": rule.id, "data-verdict": verdict, "data-level": level, "data-topic": rule.topic, open},
    make("summary", {},
      make("span.badge", {}, finding.pending >= 0 ? PENDING[finding.pending] + " pending" : spaced(verdict)),
      make("span.name", {}, make("h3", {}, rule.id), make("span.title", {}, problem || rule.title)),
      make("span.tags", {}, make("span.level", {}, level), make("span.topic", {}, rule.topic))),
    make("div.body", {}, list, readTable(evidence), references(rule)));
}

/** The fix with the command to run on the host, and the advice. */
function toDo(rule, withFix, withAdvice, live) {
  const rows = [];
  if (withFix && rule.fix) {
    rows.push(make("div.todo.fix", {}, make("dt", {}, "fix"), make("dd", {},
      make("p", {}, rule.fix + " ", make("span.risk." + rule.risk, {}, "risk: " + rule.risk)),
      live ? null : make("p", {}, "On the host, as root:"),
      make("code.command", {}, "hostready fix " + rule.id))));
  }
  if (withAdvice && rule.advice) rows.push(make("div.todo.advice", {}, make("dt", {}, "advice"), make("dd", {}, rule.advice)));
  return rows;
}

function readTable(evidence) {
  if (!evidence.length) return null;
  const heads = ["File", "Key", "Value"].map((name) => make("th", {scope: "col"}, name));
  return make("table.read", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...evidence.map(({source, line, subject, value}) =>
    make("tr", {}, make("td", {}, source + (line < 0 ? "" : ":" + line)), make("td", {}, subject),
      value === null ? make("td.absent", {}, "not found") : make("td", {}, value)))));
}

function references(rule) {
  const more = make("p.more", {}, "rule in " + rule.file + ":" + rule.line);
  for (const reference of rule.references) {
    more.append(" \u00b7 ", /^https?:\/\//.test(reference) ? make("a", {rel: "noreferrer noopener", href: reference}, reference.replace(/^https?:\/\//, "")) : reference);
  }
  return more;
}

const OPTIONAL = LEVELS.indexOf("optional");
const isAside = (kind) => kind === FAILS_ASIDE || kind === UNKNOWN_ASIDE;

/** The counts of a host, as HtmlTally has them: classes, words, and what belongs to each. */
const TALLY = [
  ["blocking", "blocking", (kind) => kind === FAILS],
  ["unknown", "unknown", (kind) => kind === UNKNOWN],
  ["pending", "pending", (kind) => kind === WAITS],
  ["warning", "warnings", (kind, level) => isAside(kind) && level !== OPTIONAL],
  ["optional", "optional", (kind, level) => isAside(kind) && level === OPTIONAL],
  ["waived", "waived", (kind) => kind === WAIVED],
  ["pass", "passed", (kind) => kind === PASSES],
  ["not-applicable", "not applicable", (kind) => kind === SKIPPED],
];
const tallyOf = (host) => TALLY.map(([css, words, belongs]) => [css, words, host.results.filter((finding) => belongs(kindOf(finding, host.failOn), finding.level)).length]);
const counted = (count, noun) => count + " " + noun + (count === 1 ? "" : "s");

/** The same in a sentence. */
function leadOf(host) {
  const {blocking, unknown, pending, warning, optional} = Object.fromEntries(tallyOf(host).map(([css, , count]) => [css, count]));
  const check = host.failOn === 0 ? "required check" : "blocking check";
  const parts = [];
  if (blocking) parts.push(counted(blocking, check) + " failed");
  if (unknown) parts.push(unknown + " could not be checked");
  if (pending) parts.push(pending + (pending === 1 ? " requires" : " require") + " a reboot or a new login");
  const aside = [];
  if (warning) aside.push(counted(warning, "warning"));
  if (optional) aside.push(counted(optional, "optional feature") + " missing or unknown");
  return (parts.join(", ") || "All " + check + "s passed") + "." + (aside.length ? " " + aside.join(", ") + "." : "");
}

const PARTS = [
  ["blocking", "Blocking failures", inTheWay],
  ["warnings", "Warnings", (kind, level) => isAside(kind) && level !== OPTIONAL],
  ["optional", "Optional", (kind, level) => isAside(kind) && level === OPTIONAL],
  ["waived", "Waived", (kind) => kind === WAIVED],
  ["passed", "Passed", (kind) => kind === PASSES],
  ["not-applicable", "Not applicable", (kind) => kind === SKIPPED],
];

/** A host in full, as HtmlHost writes one: header, main and footer. */
function hostView(host, fleet) {
  const outcome = OUTCOMES[host.outcome];
  const header = make("header.top", {},
    make("h1", {tabindex: "-1"}, make("span.host", {}, host.name), " is ", make("span.outcome", {}, spaced(outcome))),
    make("p.lead", {}, leadOf(host)),
    make("ul.facts", {}, ...host.facts.map((fact) => make("li", {}, fact))),
    tally(tallyOf(host)));
  const main = make("main", {id: "results", tabindex: "-1"});
  const rank = (finding) => (finding.pending >= 0 ? 2 : finding.verdict);
  for (const [id, title, belongs] of PARTS) {
    const results = host.results.filter((finding) => belongs(kindOf(finding, host.failOn), finding.level));
    if (["blocking", "warnings", "optional"].includes(id)) results.sort((a, b) => rank(a) - rank(b) || a.level - b.level);
    if (results.length) {
      main.append(make("section.part." + id, {"aria-labelledby": id},
        make("h2", {id}, title + " ", make("span.count", {}, String(results.length))),
        ...results.map((finding) => resultOf(finding, host, fleet, id === "blocking"))));
    }
  }
  const run = make("dl.run");
  const row = (term, meaning) => run.append(make("div", {}, make("dt", {}, term), make("dd", {}, meaning)));
  row("checked at", timeOf(host.time));
  row("duration", host.millis + " ms");
  row("host", host.source === "live" ? "this machine" : host.source);
  row("packs", host.packs.join(", "));
  row("blocking levels", LEVELS.slice(0, host.failOn + 1).join(", "));
  row("tool", "hostready " + host.version);
  for (let i = 0; i < host.parameters.length; i += 2) row(host.parameters[i], host.parameters[i + 1]);
  return {header, main, inventory: host.inventory && inventoryView(host.inventory, fleet), footer: make("footer", {}, run)};
}

/** The inventory of a host, as HtmlInventory writes it. */
function inventoryView({properties, tables}, {text}) {
  const list = make("dl.run");
  for (let i = 0; i < properties.length; i += 2) list.append(make("div", {}, make("dt", {}, text(properties[i])), make("dd", {}, text(properties[i + 1]))));
  return make("section.inventory", {"aria-labelledby": "inventory"}, make("h2", {id: "inventory"}, "Inventory"), list, ...tables.map(([title, columns, cells]) => {
    const body = make("tbody");
    for (let i = 0; i < cells.length; i += columns.length) {
      body.append(make("tr", {}, make("th", {scope: "row"}, text(cells[i])), ...columns.slice(1).map((column, j) => make("td", {"data-label": text(column)}, text(cells[i + 1 + j])))));
    }
    return make("table.parts", {}, make("caption", {}, text(title)), make("thead", {}, make("tr", {}, ...columns.map((column) => make("th", {scope: "col"}, text(column))))), body);
  }));
}
