
/**
 * A table of any length of which the rows are made only where they are seen: all have one height. The rows that stay
 * in sight stay the same elements, and keep their focus.
 */
class LongTable {
  static AHEAD = 12;
  static MOST_PRINTED = 1000;

  constructor(table, scroller) {
    this.body = make("tbody");
    this.above = make("tr", {"aria-hidden": "true"}, make("td.spacer"));
    this.below = make("tr", {"aria-hidden": "true"}, make("td.spacer"));
    table.append(this.body);
    this.table = table;
    this.scroller = scroller;
    this.rows = new Map();
    this.height = 40;
    this.printing = false;
    let asked = false;
    this.onMove = () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        this.draw();
      });
    };
    this.onResize = () => {
      this.measured = false;
      this.onMove();
    };
    this.onPrint = (event) => {
      this.printing = event.type === "beforeprint";
      this.draw();
    };
    (scroller || window).addEventListener("scroll", this.onMove, {passive: true});
    addEventListener("resize", this.onResize);
    addEventListener("beforeprint", this.onPrint);
    addEventListener("afterprint", this.onPrint);
  }

  /** Removes the listeners, so that the table can be removed. */
  drop() {
    (this.scroller || window).removeEventListener("scroll", this.onMove);
    removeEventListener("resize", this.onResize);
    removeEventListener("beforeprint", this.onPrint);
    removeEventListener("afterprint", this.onPrint);
  }

  /** Shows these items, each as the row that a function makes of it. */
  show(items, makeRow) {
    this.items = items;
    this.makeRow = makeRow;
    this.rows.clear();
    this.measured = false;
    this.table.setAttribute("aria-rowcount", String(items.length + 1));
    this.body.replaceChildren(this.above, this.below);
    this.draw();
  }

  range() {
    if (this.printing) return [0, Math.min(this.items.length, LongTable.MOST_PRINTED)];
    const port = this.scroller ? this.scroller.getBoundingClientRect() : {top: 0, height: innerHeight};
    const from = port.top - this.body.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(from / this.height) - LongTable.AHEAD);
    return [Math.min(first, this.items.length), Math.min(this.items.length, first + Math.ceil(port.height / this.height) + 2 * LongTable.AHEAD)];
  }

  draw() {
    const [first, last] = this.range();
    for (const [index, row] of this.rows) {
      if (index < first || index >= last) {
        row.remove();
        this.rows.delete(index);
      }
    }
    let next = this.below;
    for (let index = last - 1; index >= first; index--) {
      let row = this.rows.get(index);
      if (!row) {
        row = this.makeRow(this.items[index], index);
        row.setAttribute("aria-rowindex", String(index + 2));
        this.rows.set(index, row);
        this.body.insertBefore(row, next);
      }
      next = row;
    }
    if (!this.measured && last > first && !this.printing) {
      this.measured = true;
      const height = this.rows.get(first).getBoundingClientRect().height;
      if (height > 0 && Math.abs(height - this.height) > 0.5) {
        this.height = height;
        this.draw();
        return;
      }
    }
    this.above.firstChild.style.height = this.printing ? "0" : first * this.height + "px";
    this.below.firstChild.style.height = this.printing ? "0" : (this.items.length - last) * this.height + "px";
  }

  /** The row of an item, scrolled into sight. */
  reach(index) {
    const port = this.scroller ? this.scroller.getBoundingClientRect() : {top: 0, bottom: innerHeight};
    const head = this.table.tHead && this.scroller ? this.table.tHead.offsetHeight : 0;
    const top = this.body.getBoundingClientRect().top + index * this.height;
    const by = top < port.top + head ? top - port.top - head : top + this.height > port.bottom - 20 ? top + this.height - port.bottom + 20 : 0;
    if (by) (this.scroller || window).scrollBy(0, by);
    this.draw();
    return this.rows.get(index);
  }
}
