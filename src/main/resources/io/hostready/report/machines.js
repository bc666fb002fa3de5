
// The machines of hosts: what they are made of, as a list to sort.

/** Each part of an inventory: its column, the title of its order, and how it is shown. Numbers that are not known are -1. */
const MACHINE_PARTS = [
  ["machine", "machine", "by machine", (text) => text],
  ["virtualization", "virtualization", "by virtualization", (text) => text],
  ["cpu", "CPU", "by CPU", (text) => text],
  ["sockets", "sockets", "most sockets", (count) => number(count)],
  ["cores", "cores", "most cores", (count) => number(count)],
  ["memory", "memory", "most memory", (bytes) => sizeOf(bytes)],
  ["disks", "disks", "most disk space", (bytes) => sizeOf(bytes)],
  ["network", "network", "fastest network", (speed) => (speed < 1000 ? speed + " Mbit/s" : speed / 1000 + " Gbit/s")],
];
const TEXT_PARTS = ["machine", "virtualization", "cpu"];

/** A size in the largest unit that gives at least 1, with one decimal. */
function sizeOf(bytes) {
  let power = 0;
  let size = bytes;
  for (; size >= (power ? 1023.95 : 1024) && power < 4; power++) size /= 1024;
  return Math.round(size * 10) / 10 + " " + ["bytes", "KiB", "MiB", "GiB", "TiB"][power];
}

/** Orders of hosts by the parts of their machines; hosts whose machine is not known come last. */
function machineOrders() {
  return MACHINE_PARTS.map(([part, , title]) => {
    const isText = TEXT_PARTS.includes(part);
    const of = (host) => (host.inventory ? host.inventory[part] : isText ? "" : -1);
    return ["part:" + part, [title, isText
      ? (a, b) => (of(a) === "") - (of(b) === "") || byName.compare(of(a), of(b))
      : (a, b) => of(b) - of(a)]];
  });
}

function machinesView() {
  const heads = [["host", "host"], ...MACHINE_PARTS.map(([part, title]) => [title, "part:" + part])];
  const row = make("tr", {}, ...heads.map(([text]) => make("th", {scope: "col"}, text)));
  const grid = make("table.rows.machines", {}, make("caption.unseen", {}, "Machines"), make("thead", {}, row));
  const none = make("p.none", {hidden: true}, NO_HOST);
  const tools = toolbar(["outcome", "order"], "Search hosts and machines", show);
  heads.forEach(([, order], index) => sortable(row.cells[index], order, tools, show));
  table = new LongTable(grid, null);
  function show() {
    const hosts = hostsChosen();
    markSorted(row);
    table.show(hosts, machineRow);
    none.hidden = hosts.length > 0;
    grid.hidden = !none.hidden;
    tools.setStatus(hosts.length === fleet.hosts.length ? many(hosts.length, "host", "hosts") : number(hosts.length) + " of " + number(fleet.hosts.length) + " hosts");
  }
  return {parts: [fleetHeader("machines"), make("main", {id: "results", tabindex: "-1"}, tools.bar, grid, none)], title: "machines", ready: show};
}

function machineRow(host) {
  return make("tr", {}, make("th", {scope: "row"}, make("a", {href: hostAddress(host)}, host.name)), ...MACHINE_PARTS.map(([part, title, , shown]) => {
    const value = host.inventory ? host.inventory[part] : -1;
    const text = value === -1 || value === "" ? "-" : shown(value);
    return make("td" + (TEXT_PARTS.includes(part) ? "" : ".number"), {"data-label": title, title: text}, text);
  }));
}
