
const fleet = fleetOf(readData(document.getElementById("data").textContent));
document.getElementById("data").remove();
const app = document.getElementById("app");

/** What the user chose, kept while views come and go. */
const chosen = {words: "", outcomes: new Set(), topic: "", level: "", order: "worst", rising: true, all: false, scroll: new Map()};
const byName = new Intl.Collator("en", {numeric: true});
let table = null;
let listed = [];

const address = (parts) => "#" + Object.entries(parts).map(([name, value]) => name + (value === "" ? "" : "=" + encodeURIComponent(value))).join("&");
const hostAddress = (host, column) => address(column ? {host: host.name, rule: column.id} : {host: host.name});
const ruleAddress = (column) => address({rule: column.id});
const number = (count) => count.toLocaleString("en");
const badge = (outcome) => make("span.badge." + outcome, {}, spaced(outcome));
const many = (count, one, more) => number(count) + " " + (count === 1 ? one : more);

/** Each order's comparison; those of numbers show the most first. */
const ORDERS = {
  worst: ["worst first", (a, b) => rankOf(a) - rankOf(b) || b.blocked.length - a.blocked.length || b.fail + b.unknown - a.fail - a.unknown],
  host: ["by name", (a, b) => byName.compare(a.name, b.name)],
  fail: ["most failures", (a, b) => b.fail - a.fail],
  unknown: ["most unknown", (a, b) => b.unknown - a.unknown],
  given: ["as given", (a, b) => a.index - b.index],
};
const hasMachines = fleet.hosts.some((host) => host.inventory);
if (hasMachines) Object.assign(ORDERS, Object.fromEntries(machineOrders()));
const rankOf = (host) => [3, 0, 1, 2][host.outcome];

function compare() {
  if (!chosen.order.startsWith("rule:")) return ORDERS[chosen.order][1];
  const column = fleet.column(chosen.order.slice(5)).index;
  return (a, b) => b.kinds[column] - a.kinds[column];
}

const textOf = (host) => (host.text ??= [host.name, host.source, ...host.facts, host.inventory?.machine, host.inventory?.cpu, OUTCOMES[host.outcome], ...host.blocked.map((one) => one.column.id)].join("\n").toLowerCase());

function hostsChosen() {
  const words = chosen.words.toLowerCase().split(/\s+/).filter(Boolean);
  const hosts = fleet.hosts.filter((host) => (!chosen.outcomes.size || chosen.outcomes.has(host.outcome)) && words.every((word) => textOf(host).includes(word)));
  const by = compare();
  hosts.sort((a, b) => (chosen.rising ? by(a, b) : by(b, a)) || a.index - b.index);
  listed = hosts;
  return hosts;
}

function columnsChosen() {
  return fleet.columns.filter((column) => (chosen.all || column.fail + column.unknown + column.inTheWay > 0)
    && (!chosen.topic || column.rule.topic === chosen.topic) && (!chosen.level || LEVELS[column.level] === chosen.level));
}

/** Of rules: those that block a host, then those that concern most hosts. */
const worstFirst = (a, b) => b.inTheWay - a.inTheWay || b.fail + b.unknown - a.fail - a.unknown || a.index - b.index;

// --- what all lists have in common -------------------------------------------------------------------------------

function fleetHeader(view) {
  const count = OUTCOMES.map((_, index) => fleet.hosts.filter((host) => host.outcome === index).length);
  const times = fleet.hosts.map((host) => host.time).sort();
  const same = (values) => [...new Set(values)];
  const from = timeOf(times[0]);
  const to = timeOf(times[times.length - 1]);
  const packs = same(fleet.hosts.flatMap((host) => host.packs));
  const versions = same(fleet.hosts.map((host) => host.version));
  const links = [["hosts", "Hosts", fleet.hosts.length], ["rules", "Rules", fleet.columns.length], ["matrix", "Matrix", null], ...(hasMachines ? [["machines", "Machines", null]] : [])];
  return make("header.top", {},
    make("p.brand", {}, "hostready"),
    make("h1", {tabindex: "-1"}, make("span", {}, number(count[0]) + " of " + number(fleet.hosts.length)), " hosts are ", make("span.outcome", {}, "ready")),
    make("ul.facts", {}, make("li", {}, "checked " + (from === to ? from : from + " to " + to)), make("li", {}, packs.join(", ")), make("li", {}, "hostready " + versions.join(", "))),
    tally([1, 2, 3, 0].map((index) => [OUTCOMES[index], spaced(OUTCOMES[index]), count[index]])),
    make("nav.nav", {"aria-label": "Views"}, ...links.map(([name, text, size]) =>
      make("a", {href: "#" + name, "aria-current": name === view ? "page" : null}, text, size === null ? null : make("span.count", {}, number(size))))));
}

/** The controls of a view: which of them, and what to do when one changes. */
function toolbar(parts, label, onChange) {
  const bar = make("div.controls", {role: "search", "aria-label": label});
  const status = make("p.status", {role: "status"});
  const search = searchField(label, () => {
    chosen.words = search.value;
    onChange();
  });
  search.value = chosen.words;
  bar.append(search);
  if (parts.includes("outcome")) {
    const group = make("div.chips", {role: "group", "aria-label": "Outcomes"});
    for (const index of [1, 2, 3, 0]) {
      const count = fleet.hosts.filter((host) => host.outcome === index).length;
      if (!count) continue;
      const button = make("button", {type: "button", "aria-pressed": String(chosen.outcomes.has(index))}, spaced(OUTCOMES[index]) + " ", make("b", {}, number(count)));
      button.addEventListener("click", () => {
        if (!chosen.outcomes.delete(index)) chosen.outcomes.add(index);
        button.setAttribute("aria-pressed", String(chosen.outcomes.has(index)));
        onChange();
      });
      group.append(button);
    }
    bar.append(group);
  }
  const select = (name, title, options) => {
    const field = choice(title, options, () => {
      chosen[name] = field.value;
      if (name === "order") chosen.rising = true;
      onChange();
    });
    if (!options.some(([value]) => value === chosen[name])) field.append(make("option", {value: chosen[name]}, "by " + chosen[name].slice(5)));
    field.value = chosen[name];
    bar.append(field);
    return field;
  };
  if (parts.includes("level")) select("level", "Level", [["", "all levels"], ...LEVELS.map((word) => [word, word])]);
  if (parts.includes("topic")) select("topic", "Topic", [["", "all topics"], ...[...new Set(fleet.columns.map((column) => column.rule.topic))].map((word) => [word, word])]);
  let order = null;
  if (parts.includes("order")) order = select("order", "Order", Object.entries(ORDERS).map(([value, [title]]) => [value, title]));
  if (parts.includes("all")) {
    const button = make("button", {type: "button", "aria-pressed": String(chosen.all)}, "passing rules too");
    button.addEventListener("click", () => {
      chosen.all = !chosen.all;
      button.setAttribute("aria-pressed", String(chosen.all));
      onChange();
    });
    bar.append(button);
  }
  bar.append(status);
  staysAbove(bar);
  return {bar, search, order, setStatus: (text) => { if (status.textContent !== text) status.textContent = text; }};
}

/** Sorts by a column when its head is pressed; again the other way. */
function sortable(head, name, tools, again) {
  const button = make("button.sort", {type: "button"}, ...head.childNodes);
  button.addEventListener("click", () => {
    chosen.rising = chosen.order === name ? !chosen.rising : true;
    chosen.order = name;
    if (tools.order) {
      if (![...tools.order.options].some((option) => option.value === name)) tools.order.append(make("option", {value: name}, "by " + name.slice(5)));
      tools.order.value = name;
    }
    again();
  });
  head.replaceChildren(button);
  head.dataset.order = name;
}

const TEXT_ORDERS = ["host", ...TEXT_PARTS.map((part) => "part:" + part)];

/** Sets aria-sort for screen readers: names ascend, numbers descend. */
function markSorted(row) {
  for (const head of row.cells) {
    const falls = !TEXT_ORDERS.includes(head.dataset.order);
    if (head.dataset.order === chosen.order) head.setAttribute("aria-sort", falls === chosen.rising ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}

const NO_HOST = "No matching hosts.";

// --- views -------------------------------------------------------------------------------------------------------

function hostsView() {
  const heads = [["outcome", "worst"], ["host", "host"], ["fail", "fail"], ["unknown", "unknown"], ["what stands in the way", null]];
  const row = make("tr", {}, ...heads.map(([text]) => make("th", {scope: "col"}, text)));
  const grid = make("table.rows.hosts", {}, make("caption.unseen", {}, "Hosts"), make("thead", {}, row));
  const none = make("p.none", {hidden: true}, NO_HOST);
  const tools = toolbar(["outcome", "order"], "Search hosts, systems and rules that fail", show);
  heads.forEach(([, order], index) => order && sortable(row.cells[index], order, tools, show));
  table = new LongTable(grid, null);
  const main = make("main", {id: "results", tabindex: "-1"}, tools.bar, grid, none);
  function show() {
    const hosts = hostsChosen();
    markSorted(row);
    table.show(hosts, hostRow);
    none.hidden = hosts.length > 0;
    grid.hidden = !none.hidden;
    tools.setStatus(hosts.length === fleet.hosts.length ? many(hosts.length, "host", "hosts") : number(hosts.length) + " of " + number(fleet.hosts.length) + " hosts");
  }
  return {parts: [fleetHeader("hosts"), main], title: "hosts", ready: show};
}

/** So many rules' names as the window has room for beside the rest of a row. */
const namesShown = () => Math.max(1, Math.min(3, Math.floor((innerWidth - 700) / 280)));

function hostRow(host) {
  const some = host.blocked.slice(0, namesShown()).map(({column, kind}) => make("a.rule." + (fails(kind) ? "fail" : "unknown"), {href: hostAddress(host, column)}, column.id));
  const more = host.blocked.length - some.length;
  return make("tr", {},
    make("td", {}, badge(OUTCOMES[host.outcome])),
    make("th", {scope: "row"}, make("a", {href: hostAddress(host)}, host.name), make("span.sub", {}, host.facts.slice(0, 2).join(" \u00b7 "))),
    make("td.number" + (host.fail ? "" : ".zero"), {"data-label": "fail"}, number(host.fail)),
    make("td.number" + (host.unknown ? "" : ".zero"), {"data-label": "unknown"}, number(host.unknown)),
    make("td.way", {}, make("div", {}, ...some, more > 0 ? make("span.sub", {}, "and " + more + " more") : null)));
}

function oneHostView(host, ruleId) {
  if (!listed.includes(host)) hostsChosen();
  const place = listed.indexOf(host);
  const other = (step, text) => (place >= 0 && listed[place + step] ? make("a", {href: hostAddress(listed[place + step]), rel: step < 0 ? "prev" : "next"}, text + listed[place + step].name) : null);
  const nav = make("nav.nav.back", {"aria-label": "Hosts"}, make("a", {href: chosen.from || "#hosts"}, "\u2190 all hosts"), other(-1, "previous: "), other(1, "next: "));
  const {header, main, inventory, footer} = hostView(host, fleet);
  header.prepend(make("p.brand", {}, "hostready"), nav);
  return {parts: [header, main, inventory, footer].filter(Boolean), title: host.name + " is " + spaced(OUTCOMES[host.outcome]), outcome: OUTCOMES[host.outcome], narrow: true,
    ready: () => { enhance(main); reveal(ruleId && "rule-" + ruleId); }};
}

// --- going from one to the other ---------------------------------------------------------------------------------

function viewOf(hash) {
  const parts = new URLSearchParams(hash.slice(1).replace(/\+/g, "%2B"));
  const host = parts.has("host") && fleet.host(parts.get("host"));
  if (host) return oneHostView(host, parts.get("rule"));
  const column = parts.has("rule") && fleet.column(parts.get("rule"));
  if (column) return oneRuleView(column);
  if (parts.has("matrix")) return matrixView();
  if (parts.has("machines") && hasMachines) return machinesView();
  const view = parts.has("rules") ? rulesView() : hostsView();
  for (const what of ["host", "rule"]) {
    if (parts.get(what)) view.parts.splice(1, 0, make("p.notice", {role: "alert"}, "This page has no " + what + " named " + parts.get(what).slice(0, 200) + "."));
  }
  return view;
}

const LISTS = ["", "#hosts", "#rules", "#matrix", "#machines"];
let shown = null;

function go() {
  const hash = location.hash;
  if (shown !== null) chosen.scroll.set(shown, [scrollX, scrollY]);
  if (LISTS.includes(hash)) chosen.from = hash || "#hosts";
  if (table) table.drop();
  table = null;
  const view = viewOf(hash);
  app.className = view.narrow ? "page" : "page wide";
  document.documentElement.dataset.outcome = view.outcome || (fleet.hosts.every((host) => host.outcome === 0) ? "ready" : "");
  app.replaceChildren(make("a.skip", {href: "#results"}, "Skip to the results"), ...view.parts);
  document.title = "hostready: " + view.title;
  const first = shown === null;
  shown = hash;
  const [x, y] = LISTS.includes(hash) && chosen.scroll.get(hash) || [0, 0];
  scrollTo({left: x, top: y, behavior: "instant"});
  view.ready();
  if (LISTS.includes(hash)) scrollTo({left: x, top: y, behavior: "instant"});
  if (!first && !app.contains(document.activeElement)) app.querySelector("h1").focus({preventScroll: true});
}

addEventListener("hashchange", () => {
  if (location.hash === "#results") {
    history.replaceState(null, "", shown || "#hosts");
    document.getElementById("results").focus();
  } else {
    go();
  }
});
go();
