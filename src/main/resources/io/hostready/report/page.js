
/** An element: make("p.lead", {title: "x"}, "text", child). A string child becomes a text node, never markup. */
function make(what, attributes, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

function choice(label, options, onChange) {
  const select = make("select", {"aria-label": label});
  for (const [value, text] of options) select.append(make("option", {value}, text));
  select.addEventListener("change", onChange);
  return select;
}

/** A row of buttons of which any may be pressed; none pressed means all. */
function chips(label, options, onChange) {
  const pressed = new Set();
  const group = make("div.chips", {role: "group", "aria-label": label});
  for (const [value, text, count] of options) {
    const button = make("button." + value, {type: "button", "aria-pressed": "false"}, text, " ", make("b", {}, String(count)));
    button.addEventListener("click", () => {
      if (!pressed.delete(value)) pressed.add(value);
      button.setAttribute("aria-pressed", String(pressed.has(value)));
      onChange();
    });
    group.append(button);
  }
  return {group, allows: (value) => pressed.size === 0 || pressed.has(value)};
}

/** A field that calls back when its user pauses. */
function searchField(label, onChange) {
  const field = make("input", {type: "search", placeholder: label, "aria-label": label, spellcheck: "false", autocomplete: "off"});
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, 90);
  });
  return field;
}

/** Elements that the browser scrolls to (by a fragment or the Tab key) appear below a bar that stays at the top. */
function staysAbove(bar) {
  const fit = () => {
    const stays = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.scrollPaddingTop = stays ? bar.offsetHeight + 12 + "px" : "";
  };
  new ResizeObserver(fit).observe(bar);
  fit();
}

const wordsOf = (field) => field.value.toLowerCase().split(/\s+/).filter(Boolean);

const VERDICTS = ["fail", "unknown", "waived", "pass", "not-applicable"];
const LEVELS = ["required", "recommended", "optional"];

/** Adds search, filters and an order to the results of one host within main. */
function enhance(main) {
  const parts = [...main.querySelectorAll(".part")].map((part) => ({part, results: [...part.querySelectorAll(".result")]}));
  const all = parts.flatMap((one) => one.results);
  const texts = new Map();
  const textOf = (result) => {
    if (!texts.has(result)) texts.set(result, result.textContent.toLowerCase());
    return texts.get(result);
  };
  const counts = (name, value) => all.filter((result) => result.dataset[name] === value).length;
  const topics = [...new Set(all.map((result) => result.dataset.topic))];

  const search = searchField("Search rules and what was read", show);
  const verdicts = chips("Verdicts", VERDICTS.filter((word) => counts("verdict", word)).map((word) => [word, word.replace("-", " "), counts("verdict", word)]), show);
  const level = choice("Level", [["", "all levels"], ...LEVELS.filter((word) => counts("level", word)).map((word) => [word, word])], show);
  const topic = choice("Topic", [["", "all topics"], ...topics.map((word) => [word, word])], show);
  const order = choice("Order", [["", "most urgent first"], ["topic", "by topic"], ["rule", "by name"]], arrange);
  const opener = make("button", {type: "button"}, "Expand all");
  opener.addEventListener("click", () => {
    const shown = all.filter((result) => !result.hidden);
    const open = shown.some((result) => !result.open);
    for (const result of shown) result.open = open;
    name();
  });
  const status = make("p.status", {role: "status"});
  const none = make("p.none", {hidden: true}, "No matching rules.");
  const controls = make("div.controls", {role: "search", "aria-label": "Results"}, search, verdicts.group, make("span.break"), level, topic, order, opener, status);
  main.prepend(controls);
  staysAbove(controls);
  main.append(none);

  function name() {
    const shown = all.filter((result) => !result.hidden);
    opener.textContent = shown.length && shown.every((result) => result.open) ? "Collapse all" : "Expand all";
  }

  function show() {
    const words = wordsOf(search);
    let shown = 0;
    for (const result of all) {
      const {verdict, level: itsLevel, topic: itsTopic} = result.dataset;
      result.hidden = !(verdicts.allows(verdict) && (!level.value || level.value === itsLevel) && (!topic.value || topic.value === itsTopic)
        && words.every((word) => textOf(result).includes(word)));
      if (!result.hidden) shown++;
    }
    for (const section of main.querySelectorAll(".part")) {
      const here = [...section.querySelectorAll(".result")].filter((result) => !result.hidden).length;
      section.hidden = here === 0;
      section.querySelector(".count").textContent = String(here);
    }
    none.hidden = shown > 0;
    status.textContent = shown === all.length ? all.length + " rules" : shown + " of " + all.length + " rules";
    name();
  }

  function arrange() {
    for (const section of main.querySelectorAll(".part")) section.remove();
    const add = (title, results) => {
      const id = "part-" + title.replace(/\W+/g, "-");
      const section = make("section.part", {"aria-labelledby": id}, make("h2", {id}, title + " ", make("span.count")), ...results);
      none.before(section);
    };
    if (!order.value) {
      for (const {part, results} of parts) {
        part.append(...results);
        none.before(part);
      }
    } else if (order.value === "topic") {
      for (const one of topics) add(one, all.filter((result) => result.dataset.topic === one));
    } else {
      add("All rules", [...all].sort((a, b) => (a.dataset.rule < b.dataset.rule ? -1 : 1)));
    }
    show();
  }

  main.addEventListener("toggle", name, true);
  main.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === search && search.value) {
      search.value = "";
      show();
    }
  });
  show();
  return {search};
}

/** Opens the result that the address names. */
function reveal(id) {
  const result = id && document.getElementById(id);
  if (result instanceof HTMLDetailsElement) {
    result.open = true;
    result.scrollIntoView({block: "start"});
    result.querySelector("summary").focus({preventScroll: true});
  }
}

/** A slash leads to the search, as on many pages. */
document.addEventListener("keydown", (event) => {
  const field = document.querySelector("input[type=search]");
  if (event.key === "/" && field && !event.ctrlKey && !event.metaKey && !event.altKey && !(document.activeElement instanceof HTMLInputElement)) {
    event.preventDefault();
    field.focus();
  }
});
