
const spaced = (word) => word.replace(/-/g, " ");
const timeOf = (instant) => instant.slice(0, 10) + " " + instant.slice(11, 16) + " UTC";
const svg = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

/** Counts of words as a bar and a list. */
function tally(counts) {
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const bar = svg("svg", {class: "bar", viewBox: "0 0 " + (all || 1) + " 1", preserveAspectRatio: "none", "aria-hidden": "true"});
  const list = make("ul");
  let from = 0;
  for (const [word, count] of counts) {
    bar.append(svg("rect", {class: word, x: from, width: count, height: 1}));
    from += count;
    if (count) list.append(make("li." + word, {}, make("b", {}, String(count)), " " + spaced(word)));
  }
  return make("div.tally", {}, bar, list);
}

/** A result as HtmlResult writes it. */
function resultOf(finding, host, fleet, open) {
  const {rule} = finding;
  const {expected, reason, but, evidence} = fleet.detail(finding);
  const verdict = VERDICTS[finding.verdict];
  const level = LEVELS[finding.level];
  const row = (term, meaning) => (meaning && meaning.trim() ? make("div." + term, {}, make("dt", {}, term), make("dd", {}, meaning)) : null);
  const found = {unknown: "unknown", "not-applicable": "because", waived: "waived"}[verdict] || "found";
  const list = make("dl", {}, row("wanted", expected), row(found, reason), row("but", but), row("why", rule.why));
  const failing = verdict === "fail";
  const todo = toDo(rule, failing, failing || verdict === "unknown", host.source === "live");
  if (todo) list.append(make("div.todo", {}, make("dt", {}, "to do"), make("dd", {}, ...todo)));
  const kind = ["result", verdict, finding.pending >= 0 && "pending", finding.level <= host.failOn && "counts"].filter(Boolean).join(".");
  return make("details." + kind, {id: "rule-" + rule.id, "data-rule": rule.id, "data-verdict": verdict, "data-level": level, "data-topic": rule.topic, open},
    make("summary", {},
      make("span.badge", {}, finding.pending >= 0 ? PENDING[finding.pending] + " pending" : spaced(verdict)),
      make("span.name", {}, make("h3", {}, rule.id), make("span.title", {}, rule.title)),
      make("span.tags", {}, make("span.level", {}, level), make("span.topic", {}, rule.topic))),
    make("div.body", {}, list, readTable(evidence), references(rule)));
}

function toDo(rule, withFix, withAdvice, live) {
  const parts = [];
  if (withFix && rule.fix) {
    parts.push(make("p", {}, rule.fix + " ", make("span.risk." + rule.risk, {}, "risk " + rule.risk)));
    if (live) parts.push(make("code.command", {}, "hostready fix " + rule.id));
  }
  if (withAdvice && rule.advice) parts.push(make("p", {}, rule.advice));
  return parts.length ? parts : null;
}

function readTable(evidence) {
  if (!evidence.length) return null;
  const heads = ["read", "of", "says"].map((name) => make("th", {scope: "col"}, name));
  return make("table.read", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...evidence.map(({source, line, subject, value}) =>
    make("tr", {}, make("td", {}, source + (line < 0 ? "" : ":" + line)), make("td", {}, subject),
      value === null ? make("td.absent", {}, "not there") : make("td", {}, value)))));
}

function references(rule) {
  const more = make("p.more", {}, "rule in " + rule.file + ":" + rule.line);
  for (const reference of rule.references) {
    more.append(" \u00b7 ", /^https?:\/\//.test(reference) ? make("a", {rel: "noreferrer noopener", href: reference}, reference.replace(/^https?:\/\//, "")) : reference);
  }
  return more;
}

/** What counts of a host, in a sentence. */
function leadOf(host) {
  const many = (kind) => host.kinds.reduce((sum, one) => sum + (one === kind), 0);
  const parts = [];
  const failing = many(FAILS);
  const waiting = many(WAITS);
  if (failing) parts.push(failing === 1 ? "1 rule that counts fails" : failing + " rules that count fail");
  if (many(UNKNOWN)) parts.push(many(UNKNOWN) + " could not be read");
  if (waiting) parts.push(waiting + (waiting === 1 ? " waits" : " wait") + " for a reboot or a new login");
  return (parts.join(", ") || "Every rule that counts holds") + "." + (host.aside ? " " + host.aside + " more to look at without hurry." : "");
}

const PARTS = [
  ["in-the-way", "What stands in the way", inTheWay],
  ["aside", "What else was found", (kind) => kind === FAILS_ASIDE || kind === UNKNOWN_ASIDE],
  ["waived", "Waived", (kind) => kind === WAIVED],
  ["passed", "Passed", (kind) => kind === PASSES],
  ["not-applicable", "Not applicable", (kind) => kind === SKIPPED],
];

/** A host in full, as HtmlHost writes one: header, main and footer. */
function hostView(host, fleet) {
  const outcome = OUTCOMES[host.outcome];
  const counts = VERDICTS.map((word, index) => [word, host.said.filter((finding) => finding.verdict === index).length]);
  const header = make("header.top", {},
    make("h1", {tabindex: "-1"}, make("span.host", {}, host.name), " is ", make("span.outcome", {}, spaced(outcome))),
    make("p.lead", {}, leadOf(host)),
    make("ul.facts", {}, ...host.facts.map((fact) => make("li", {}, fact))),
    tally(counts));
  const main = make("main", {id: "results", tabindex: "-1"});
  const rank = (finding) => (finding.pending >= 0 ? 2 : finding.verdict);
  for (const [id, title, belongs] of PARTS) {
    const results = host.said.filter((finding) => belongs(kindOf(finding, host.failOn)));
    if (id === "in-the-way" || id === "aside") results.sort((a, b) => rank(a) - rank(b) || a.level - b.level);
    if (results.length) {
      main.append(make("section.part." + id, {"aria-labelledby": id},
        make("h2", {id}, title + " ", make("span.count", {}, String(results.length))),
        ...results.map((finding) => resultOf(finding, host, fleet, id === "in-the-way"))));
    }
  }
  const run = make("dl.run");
  const row = (term, meaning) => run.append(make("div", {}, make("dt", {}, term), make("dd", {}, meaning)));
  row("checked at", timeOf(host.time));
  row("in", host.millis + " ms");
  row("from", host.source === "live" ? "the machine itself" : host.source);
  row("packs", host.packs.join(", "));
  row("counts", LEVELS[host.failOn] + (host.failOn ? " and stronger" : ""));
  row("by", "hostready " + host.version);
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
