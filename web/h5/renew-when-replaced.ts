const key = "refrain.renewed";
const notAgainMs = 30_000;

/**
 * A page that was open while the shop's pages were replaced asks for parts that are gone. Then it is loaded anew;
 * if that did not help a moment ago, the error is shown instead of loading for ever.
 */
export function renewWhenReplaced(): void {
  addEventListener("vite:preloadError", (event) => {
    const lastMs = Number(sessionStorage.getItem(key) ?? 0);
    if (Date.now() - lastMs < notAgainMs) return;
    sessionStorage.setItem(key, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}
