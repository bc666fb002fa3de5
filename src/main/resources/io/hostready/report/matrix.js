
function matrixView() {
  const tools = toolbar(["outcome", "level", "topic", "order", "all"], "Search hosts, systems and rules that fail", show);
  const grid = make("table.matrix", {role: "grid", "aria-label": "Hosts by rules"});
  const scroller = make("div.scroller", {}, grid);
  const none = make("p.none", {hidden: true}, NO_HOST);
  const legend = make("p.legend", {}, ...[FAILS, UNKNOWN, WAITS, FAILS_ASIDE, UNKNOWN_ASIDE, WAIVED, PASSES, SKIPPED].map((kind) => make("span", {}, make("span.cell." + KINDS[kind].css.replace(" ", "."), {"aria-hidden": "true"}, KINDS[kind].sign), KINDS[kind].name)));
  const cells = KINDS.map((kind) => make(["td", "cell", ...kind.css.split(" ").filter(Boolean)].join("."), {"aria-label": kind.name, title: null, tabindex: "-1", role: "gridcell"}, kind.sign));
  const head = make("thead");
  grid.append(head);
  table = new LongTable(grid, scroller);
  let columns = [];
  let hosts = [];
  const at = {row: 0, column: -1};

  function show() {
    columns = columnsChosen().sort(worstFirst);
    hosts = hostsChosen();
    const row = make("tr", {}, make("th.corner", {scope: "col"}, "host"), ...columns.map((column) => {
      const cell = make("th", {scope: "col", title: column.rule.title}, make("a", {href: ruleAddress(column), tabindex: "-1"}, column.id));
      const count = make("span", {}, make("b", {title: "fails on"}, number(column.fail)), make("span.unseen", {}, " hosts fail; sort by it"));
      const sorter = make("span.sorter", {}, count);
      sortable(sorter, "rule:" + column.id, tools, show);
      cell.dataset.order = "rule:" + column.id;
      cell.append(sorter);
      return cell;
    }));
    sortable(row.cells[0], "host", tools, show);
    head.replaceChildren(row);
    markSorted(row);
    grid.setAttribute("aria-colcount", String(columns.length + 1));
    at.row = Math.min(at.row, Math.max(0, hosts.length - 1));
    at.column = Math.min(at.column, columns.length - 1);
    table.show(hosts, (host, index) => {
      const line = make("tr", {}, make("th", {scope: "row", title: host.name + ": " + spaced(OUTCOMES[host.outcome])}, make("a." + OUTCOMES[host.outcome], {href: hostAddress(host), tabindex: at.column < 0 && index === at.row ? "0" : "-1"}, host.name)));
      for (const column of columns) line.append(cells[host.kinds[column.index]].cloneNode(true));
      if (index === at.row && at.column >= 0) line.cells[at.column + 1].tabIndex = 0;
      return line;
    });
    none.hidden = hosts.length > 0;
    scroller.hidden = !none.hidden;
    tools.setStatus(many(hosts.length, "host", "hosts") + " \u00d7 " + many(columns.length, "rule", "rules"));
  }

  const target = (row, column) => (column < 0 ? row.cells[0].firstChild : row.cells[column + 1]);

  /** One place in the matrix can have the focus; the arrow keys move it (WAI-ARIA, grid pattern). */
  function move(row, column) {
    const old = table.rows.get(at.row);
    if (old) target(old, at.column).tabIndex = -1;
    at.row = Math.max(0, Math.min(hosts.length - 1, row));
    at.column = Math.max(-1, Math.min(columns.length - 1, column));
    const place = target(table.reach(at.row), at.column);
    place.tabIndex = 0;
    place.focus({preventScroll: true});
    if (at.column >= 0) {
      const first = scroller.querySelector("tbody th");
      const port = scroller.getBoundingClientRect();
      const box = place.getBoundingClientRect();
      const left = port.left + (first ? first.offsetWidth : 0);
      if (box.left < left) scroller.scrollBy(box.left - left, 0);
      else if (box.right > port.right - 16) scroller.scrollBy(box.right - port.right + 16, 0);
    }
    place.scrollIntoView({block: "nearest", inline: "nearest", behavior: "instant"}); // the page itself scrolls too
  }

  const STEPS = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-15, 0], PageDown: [15, 0]};
  grid.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !event.target.closest("tbody")) return;
    if (STEPS[event.key]) move(at.row + STEPS[event.key][0], at.column + STEPS[event.key][1]);
    else if (event.key === "Home") move(at.row, -1);
    else if (event.key === "End") move(at.row, columns.length - 1);
    else if (event.key === "Enter" && event.target.matches("td")) open(event.target);
    else return;
    event.preventDefault();
  });
  const placeOf = (cell) => [hosts[Number(cell.parentNode.getAttribute("aria-rowindex")) - 2], columns[cell.cellIndex - 1]];
  function open(cell) {
    const [host, column] = placeOf(cell);
    if (host && column && host.findings[column.index]) location.hash = hostAddress(host, column);
  }
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("tbody td.cell");
    if (cell) open(cell);
  });
  grid.addEventListener("pointerover", (event) => {
    const cell = event.target.closest("tbody td.cell");
    if (!cell || cell.title) return;
    const [host, column] = placeOf(cell);
    cell.title = host.name + "\n" + column.id + ": " + KINDS[host.kinds[column.index]].name;
  });
  return {parts: [fleetHeader("matrix"), make("main", {id: "results", tabindex: "-1"}, tools.bar, scroller, none, legend)], title: "matrix", ready: show};
}
