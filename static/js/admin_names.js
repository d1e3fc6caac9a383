// The select2 that Django ships names neither its combobox nor the text and the search field in it (WCAG 4.1.2).
"use strict";
{
  const label = (box) => document.querySelector(`label[for="${box.previousElementSibling?.id}"]`);
  const name = (part, words) => {
    part.removeAttribute("aria-labelledby");
    part.setAttribute("aria-label", words);
  };
  addEventListener("load", () => {
    for (const box of document.querySelectorAll(".select2-container")) {
      const words = label(box)?.textContent.trim().replace(/:$/, "");
      if (words) box.querySelectorAll("[role=combobox], [role=textbox]").forEach((part) => name(part, words));
    }
  });
  addEventListener("focusin", ({ target }) => {
    if (target.matches(".select2-search__field")) name(target, "検索");
  });
}
