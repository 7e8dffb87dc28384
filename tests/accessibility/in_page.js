// What check_reports.py asks of an open page. Each function gives plain data.

// An element as its opening tag and its first words.
const words = (element) => {
  const tag = element.cloneNode(false).outerHTML.replace(/<\/[^<]*$/, "").slice(0, 200);
  return `${tag} ${element.textContent.slice(0, 400)}`.replace(/\s+/g, " ").trim().slice(0, 260);
};

const isHidden = (element) => element.closest("[aria-hidden=true]") !== null
  || !element.checkVisibility({ visibilityProperty: true });

const checks = {
  // Folded parts count as much as the rest, and a picture may wait until it is scrolled to.
  async unfold() {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
    for (const picture of document.querySelectorAll("[loading=lazy]")) picture.loading = "eager";
    const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await drawn();
    await drawn();
  },

  async axe() {
    const found = await axe.run(document, {
      preload: false,
      resultTypes: ["violations"],
      rules: { "target-size": { enabled: true } },
    });
    return found.violations.flatMap((rule) => rule.nodes.map((node) => ({
      rule: rule.id,
      element: `${node.target.join(" ")} ${node.html.replace(/\s+/g, " ").slice(0, 200)}`,
      advice: `${rule.help}. ${node.failureSummary.replace(/\s+/g, " ")}`,
    })));
  },

  // Addresses that a browser may look up or connect to before anything is asked for.
  hints() {
    const links = document.querySelectorAll(
      "link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch], link[rel~=prerender]");
    return [...links].map((link) => link.href);
  },

  images() {
    const faults = [];
    const images = [...document.querySelectorAll("img, [role=img], svg:not([aria-hidden=true])")]
      .filter((image) => image.closest("[aria-hidden=true]") === null);
    for (const image of images) {
      const named = image.getAttribute("aria-label") ?? image.getAttribute("aria-labelledby");
      const alt = image.getAttribute("alt") ?? named ?? image.querySelector?.("title")?.textContent;
      let advice = "";
      if (alt === null || alt === undefined) advice = "It has no alt text.";
      else if (alt.trim() === "") advice = "Its alt text is empty.";
      else if (/no description/i.test(alt)) advice = `Its alt text says ${JSON.stringify(alt)}.`;
      if (advice) faults.push({
        rule: "alt-text",
        element: words(image),
        advice: `${advice} Say in a sentence what the picture shows; show(ax) does it for charts.`,
      });
    }
    return { count: images.length, faults };
  },

  headings() {
    const faults = [];
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]")]
      .filter((heading) => !isHidden(heading));
    const level = (heading) =>
      Number(heading.getAttribute("aria-level") ?? heading.tagName.slice(1));
    const first = headings.filter((heading) => level(heading) === 1);
    if (first.length !== 1) faults.push({
      rule: "one-h1",
      element: first.map(words).join(" ") || "the page",
      advice: `The page has ${first.length} headings of the first level. Give it exactly one.`,
    });
    let before = 0;
    for (const heading of headings) {
      if (level(heading) > before + 1) faults.push({
        rule: "heading-skipped",
        element: words(heading),
        advice: `Level ${level(heading)} follows level ${before}. Make it level ${before + 1}, `
          + "or put the heading between them in; show_ functions take heading_level.",
      });
      if (heading.textContent.trim() === "") faults.push({
        rule: "heading-empty",
        element: words(heading),
        advice: "This heading has no words. Give it some, or take it away.",
      });
      before = level(heading);
    }
    return { count: headings.length, faults };
  },

  // What makes the page itself wider than the window; scrolling within a box is another thing.
  width() {
    const page = document.scrollingElement;
    const over = page.scrollWidth - page.clientWidth;
    if (over <= 0) return { over: 0, faults: [] };
    // A box does not hold what is placed absolutely in it, unless it is itself positioned.
    const scrolls = (element) => {
      let { position } = getComputedStyle(element);
      for (let box = element.parentElement; box && box !== page; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (position === "absolute" && style.position === "static") continue;
        if (style.overflowX !== "visible") return true;
        position = style.position;
      }
      return false;
    };
    const wide = [...document.body.querySelectorAll("*")].filter((element) =>
      element.getBoundingClientRect().right > page.clientWidth + 0.5 && !scrolls(element));
    const inner = wide.filter((element) => !wide.some((other) => element !== other
      && element.contains(other)));
    const block = (element) =>
      (getComputedStyle(element).display.startsWith("inline") && element.tagName !== "IMG"
        ? block(element.parentElement) : element);
    const named = [...new Set(inner.map(block))];
    const advice = `It makes the page ${over} px wider than the window. Let it wrap, give it `
      + "max-width: 100%, or put it in a box that scrolls and takes the focus (tabindex=\"0\").";
    const faults = (named.length ? named : [page]).slice(0, 5).map((element) =>
      ({ rule: "page-too-wide", element: words(element), advice }));
    return { over, faults };
  },
};
