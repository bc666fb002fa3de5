
// Rules as a list, and one rule with its results on the hosts.

function rulesView() {
  const tools = toolbar(["level", "topic", "all"], "Search rules", show);
  const heads = ["rule", "level", "topic", "fails on", "unknown on", ""];
  const body = make("tbody");
  const grid = make("table.rows.rules", {}, make("caption.unseen", {}, "Rules"), make("thead", {}, make("tr", {}, ...heads.map((text) => (text ? make("th", {scope: "col"}, text) : make("td"))))), body);
  const none = make("p.none", {hidden: true}, "No matching rules.");
  function show() {
    const words = chosen.words.toLowerCase().split(/\s+/).filter(Boolean);
    const columns = columnsChosen().filter((column) => words.every((word) => (column.id + "\n" + column.rule.title + "\n" + column.rule.topic).toLowerCase().includes(word)));
    columns.sort(worstFirst);
    body.replaceChildren(...columns.map((column) => make("tr", {},
      make("th", {scope: "row"}, make("a", {href: ruleAddress(column)}, column.id), make("span.sub", {}, column.rule.title)),
      make("td", {}, LEVELS[column.level]),
      make("td", {}, column.rule.topic),
      make("td.number" + (column.fail ? "" : ".zero"), {"data-label": "fails on"}, number(column.fail)),
      make("td.number" + (column.unknown ? "" : ".zero"), {"data-label": "unknown on"}, number(column.unknown)),
      make("td.share", {}, shareOf(column)))));
    none.hidden = columns.length > 0;
    grid.hidden = !none.hidden;
    tools.setStatus(number(columns.length) + " of " + many(fleet.columns.length, "rule", "rules"));
  }
  return {parts: [fleetHeader("rules"), make("main", {id: "results", tabindex: "-1"}, tools.bar, grid, none)], title: "rules", ready: show};
}

/** The part of all hosts on which a rule fails or is unknown. */
function shareOf(column) {
  const bar = svg("svg", {class: "bar", viewBox: "0 0 " + fleet.hosts.length + " 1", preserveAspectRatio: "none", "aria-hidden": "true"});
  bar.append(svg("rect", {class: column.inTheWay ? "blocking" : column.level === OPTIONAL ? "optional" : "warning", width: column.fail, height: 1}), svg("rect", {class: "unknown", x: column.fail, width: column.unknown, height: 1}));
  return bar;
}

function oneRuleView(column) {
  const {rule} = column;
  const list = make("dl");
  const row = (term, ...meaning) => list.append(make("div", {}, make("dt", {}, term), make("dd", {}, ...meaning)));
  row("level", LEVELS[column.level]);
  row("why", rule.why);
  list.append(...toDo(rule, true, true, false));
  const main = make("main", {id: "results", tabindex: "-1"}, make("div.sheet", {}, list, references(rule)));
  const groups = new Map();
  for (const host of fleet.hosts) {
    const finding = host.findings[column.index];
    if (!finding) continue;
    const kind = host.kinds[column.index];
    const key = kind + fleet.detail(finding).reason;
    if (!groups.has(key)) groups.set(key, {kind, reason: fleet.detail(finding).reason, hosts: []});
    groups.get(key).hosts.push(host);
  }
  for (const kind of [FAILS, UNKNOWN, WAITS, FAILS_ASIDE, UNKNOWN_ASIDE, WAIVED, PASSES, SKIPPED]) {
    const here = [...groups.values()].filter((group) => group.kind === kind).sort((a, b) => b.hosts.length - a.hosts.length);
    if (!here.length) continue;
    const count = here.reduce((sum, group) => sum + group.hosts.length, 0);
    const id = "kind-" + kind;
    main.append(make("section.part", {"aria-labelledby": id},
      make("h2", {id}, KINDS[kind].name[0].toUpperCase() + KINDS[kind].name.slice(1) + " ", make("span.count", {}, many(count, "host", "hosts"))),
      ...here.map((group) => sameFinding(group, column, kind >= UNKNOWN_ASIDE && here.length <= 8))));
  }
  const header = make("header.top", {}, make("p.brand", {}, "hostready"),
    make("nav.nav.back", {"aria-label": "Rules"}, make("a", {href: chosen.from && chosen.from !== "#hosts" ? chosen.from : "#rules"}, "\u2190 all rules")),
    make("h1.id", {tabindex: "-1"}, column.id), make("p.lead", {}, rule.title));
  return {parts: [header, main], title: column.id, narrow: true, ready: () => {}};
}

const MOST_NAMES = 200;

/** Hosts with the same result of a rule. */
function sameFinding(group, column, open) {
  const link = (host) => make("li", {}, make("a", {href: hostAddress(host, column)}, host.name));
  const names = make("ul.names", {}, ...group.hosts.slice(0, MOST_NAMES).map(link));
  const rest = group.hosts.slice(MOST_NAMES);
  const more = rest.length ? make("button", {type: "button"}, "and " + number(rest.length) + " more") : null;
  if (more) {
    more.addEventListener("click", () => {
      names.append(...rest.map(link));
      more.remove();
    });
  }
  const css = ["details", "result", ...KINDS[group.kind].css.split(" ").filter(Boolean)].join(".");
  return make(css, {open}, make("summary.same", {}, make("span.badge", {}, many(group.hosts.length, "host", "hosts")), make("span.name", {}, group.reason)), make("div.body", {}, names, more));
}
