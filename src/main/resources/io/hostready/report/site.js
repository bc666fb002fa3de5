
/** Adds a search to the index: rules with all words, at the start of words if any rule has them there. */
{
  const main = document.querySelector("main");
  const rules = [...main.querySelectorAll("[data-words]")];
  const search = searchField("Search rules: mtu, dns, nat, ...", show);
  const status = make("p.status", {role: "status"});
  main.querySelector("nav").before(make("div.controls", {role: "search", "aria-label": "Rules"}, search, status));

  const startsWord = (text, word) => {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1])) return true;
    }
    return false;
  };

  function show() {
    const words = wordsOf(search).map((word) => word.replaceAll("_", "-")); // as in data-words
    const having = (test) => new Set(rules.filter((rule) => words.every((word) => test(rule.dataset.words, word))));
    let found = having(startsWord);
    if (!found.size) found = having((text, word) => text.includes(word));
    for (const rule of rules) rule.hidden = !found.has(rule);
    for (const section of main.querySelectorAll(".topic")) section.hidden = !section.querySelector("li:not([hidden])");
    status.textContent = words.length ? found.size + " of " + rules.length + " rules" : rules.length + " rules";
  }
  show();
}
