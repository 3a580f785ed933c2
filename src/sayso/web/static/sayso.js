// Lights up every mark of an attribution while its card, or one of its marks, is pointed at or has the focus.
// The pages work without it.
"use strict";

function light(owner, on) {
  for (const element of document.querySelectorAll("[data-owner]")) {
    if (element.dataset.owner === owner) element.classList.toggle("lit", on);
  }
}

function ownerOf(target) {
  const element = target instanceof Element ? target.closest("[data-owner]") : null;
  return element ? element.dataset.owner : null;
}

for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(event, (happened) => {
    const owner = ownerOf(happened.target);
    if (owner !== null) light(owner, on);
  });
}
