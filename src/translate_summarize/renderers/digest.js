"use strict";
{
  const PAGE = 50;
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  const { articles, stories } = JSON.parse(document.getElementById("data").textContent);
  const [list, form, box, sorter, status, pager] =
    ["articles", "controls", "search", "sort", "status", "pager"].map((id) => document.getElementById(id));
  const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

  // Every article stands in one story: alone, or beneath the first of those that are nearly the same.
  const followers = new Set(stories.flatMap((members) => members.slice(1)));
  const led = new Map(stories.map((members) => [members[0], members]));
  const all = articles.flatMap((_, index) => (followers.has(index) ? [] : [led.get(index) || [index]]));

  const { compare } = new Intl.Collator("en", { numeric: true, ignorePunctuation: true });
  const by = (key, direction) => (a, b) => direction * (articles[a[0]][key] - articles[b[0]][key]);
  const byDate = (direction) => (a, b) => {
    const [left, right] = [articles[a[0]].date, articles[b[0]].date];
    if (!left || !right) return (left ? 0 : 1) - (right ? 0 : 1); // unknown dates come last both ways
    return left === right ? 0 : direction * (left < right ? -1 : 1);
  };
  const ORDERS = {
    newest: byDate(-1),
    oldest: byDate(1),
    title: (a, b) => compare(articles[a[0]].title, articles[b[0]].title),
    longest: by("words", -1),
    shortest: by("words", 1),
    marks: by("marks", -1),
    file: (a, b) => a[0] - b[0],
  };

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe")
    .replace(/æ/g, "ae").replace(/[’ʼ]/g, "'");
  const folded = []; // made when first searched: most visits need none
  const haystack = (index) => {
    const { title, brief, file } = articles[index];
    return (folded[index] ??= fold(`${title}\n${brief.join("\n")}\n${file}`));
  };

  const state = { query: "", order: sorter.options[0].value, page: 1 };
  let shown = all; // the stories that are found, in order
  let hits = new Set(); // the articles that are found; empty without a search

  function find() {
    const words = fold(state.query).split(/\s+/).filter(Boolean);
    const found = (index) => words.every((word) => haystack(index).includes(word));
    hits = new Set(words.length ? articles.keys() : []);
    for (const index of hits) if (!found(index)) hits.delete(index);
    shown = words.length ? all.filter((members) => members.some((index) => hits.has(index))) : all.slice();
    shown.sort(ORDERS[state.order]);
  }

  function make(tag, css, ...children) {
    const element = document.createElement(tag);
    if (css) element.className = css;
    element.append(...children);
    return element;
  }

  function link(text, address) {
    const element = make("a", "", text);
    element.setAttribute("href", address);
    return element;
  }

  const title = ({ title, documents }) => (documents.length ? link(title, documents[0][1]) : title);

  function when(date) {
    const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
    if (!parts || !MONTHS[parts[2] - 1]) return date;
    const element = make("time", "", `${Number(parts[3])} ${MONTHS[parts[2] - 1]} ${parts[1]}`);
    element.dateTime = date;
    return element;
  }

  function facts(article) {
    const parts = [];
    if (article.date) parts.push(make("span", "date", when(article.date)));
    parts.push(make("span", "length", article.length));
    if (article.marks) parts.push(make("span", "flag", count(article.marks, "mark", "marks")));
    if (article.dropped) parts.push(make("span", "flag lost", `${count(article.dropped, "segment", "segments")} left out`));
    const others = article.documents.slice(1);
    if (others.length) {
      const also = make("span", "also", "also as ");
      others.forEach(([suffix, address], index) => also.append(index ? ", " : "", link(suffix || "file", address)));
      parts.push(also);
    }
    return make("p", "facts", ...parts.flatMap((part) => [part, " "])); // with spaces, so that a line breaks there
  }

  function entry(members) {
    const article = articles[members[0]];
    const element = make("article", "entry", make("h2", "", title(article)), facts(article));
    if (article.brief.length) element.append(make("p", "lead", article.brief.join(" ")));
    element.append(make("p", "where", make("span", "file", article.file), " ", make("span", "", article.coverage)));
    if (members.length > 1) element.append(versions(members.slice(1), !hits.has(members[0])));
    return element;
  }

  function versions(members, wanted) {
    const rows = members.map((index) => {
      const article = articles[index];
      const row = make("li", "", title(article), facts(article));
      row.append(make("p", "where", make("span", "file", article.file)));
      return row;
    });
    const summary = make("summary", "", `Nearly the same in ${count(members.length, "other file", "other files")}`);
    const element = make("details", "versions", summary, make("ul", "", ...rows));
    // Where the search found only what is folded away, it is unfolded: else nobody sees why the story is here.
    element.open = wanted && members.some((index) => hits.has(index));
    return element;
  }

  function tell(from, to) {
    const inside = hits.size || all.length === articles.length ? 0 : articles.length;
    const whole = `${count(shown.length, "story", "stories")}${inside ? ` (${count(inside, "article", "articles")})` : ""}`;
    if (!shown.length) status.textContent = state.query.trim() ? "Nothing found" : "No articles";
    else status.textContent = `${from.toLocaleString("en")}–${to.toLocaleString("en")} of ${whole}`;
  }

  function button(text, page, label) {
    const element = make("button", "", text);
    element.type = "button";
    element.disabled = page < 1 || page > pages() || page === state.page;
    if (label) element.setAttribute("aria-label", label);
    element.addEventListener("click", () => {
      state.page = page;
      draw();
      list.focus({ preventScroll: true });
      form.scrollIntoView();
    });
    return element;
  }

  const pages = () => Math.max(1, Math.ceil(shown.length / PAGE));

  function draw() {
    state.page = Math.min(Math.max(1, state.page), pages());
    const from = (state.page - 1) * PAGE;
    const some = shown.slice(from, from + PAGE);
    list.replaceChildren(...some.map(entry));
    tell(from + 1, from + some.length);
    pager.replaceChildren(
      button("« First", 1), button("‹ Previous", state.page - 1),
      make("span", "", `Page ${state.page.toLocaleString("en")} of ${pages().toLocaleString("en")}`),
      button("Next ›", state.page + 1), button("Last »", pages()),
    );
    pager.hidden = pages() === 1;
    remember();
  }

  // The state stands in the address, so that coming back from a document comes back to the same place.
  function remember() {
    const parameters = new URLSearchParams();
    if (state.query.trim()) parameters.set("q", state.query);
    if (sorter.selectedIndex > 0) parameters.set("sort", state.order);
    if (state.page > 1) parameters.set("page", state.page);
    const hash = parameters.toString();
    if (hash || location.hash.includes("=")) history.replaceState(null, "", `#${hash}`);
  }

  function recall() {
    const parameters = new URLSearchParams(location.hash.slice(1));
    state.query = box.value = parameters.get("q") || "";
    const order = parameters.get("sort");
    state.order = sorter.value = [...sorter.options].some((option) => option.value === order)
      ? order : sorter.options[0].value;
    state.page = Number.parseInt(parameters.get("page"), 10) || 1;
  }

  let waiting = 0;

  function again() {
    clearTimeout(waiting); // or else a search that Enter has done already is done once more, and turns back to page 1
    state.query = box.value;
    state.order = sorter.value;
    state.page = 1;
    find();
    draw();
  }

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(again, 120);
  });
  sorter.addEventListener("change", again);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    again();
  });

  const failures = document.getElementById("failures");
  for (const way of document.querySelectorAll('a[href="#failures"]')) {
    way.addEventListener("click", () => { failures.open = true; });
  }

  form.hidden = false;
  recall();
  find();
  draw();
}
