// The banner says what is wrong with FPL, and goes when that is over.
let told = document.getElementById("banner")?.outerHTML;

// Takes the banner out of an answer of the server and shows it, if it says
// something else: what is read out again and again is a nuisance.
export function followBanner(fresh) {
  const banner = document.getElementById("banner");
  const next = fresh.getElementById("banner");
  if (!next) return;
  next.remove();
  if (!banner || next.outerHTML === told) return;
  told = next.outerHTML;
  banner.className = next.className;
  banner.replaceChildren(...next.childNodes);
}
