const colours = ["#ff5a5f", "#ff8a5c", "#ffc14d", "#ff6fa3", "#7ad6c8"];
const shape =
  "M12 19.6C6.2 15.8 3.8 12.7 3.8 9.5A4.3 4.3 0 0 1 8.1 5.2c1.7 0 3.1.9 3.9 2.3.8-1.4 2.2-2.3 3.9-2.3a4.3 4.3 0 0 1 4.3 4.3c0 3.2-2.4 6.3-8.2 10.1z";
const most = 16;

/** Lets a heart rise from a place in `layer` (pixels from its corner). More than the eye can follow are left out. */
export function riseHeart(layer: HTMLElement, x: number, y: number): void {
  if (layer.childElementCount >= most) return;
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const heart = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  heart.setAttribute("viewBox", "0 0 24 24");
  heart.style.cssText = `position:absolute;left:${x - 18}px;top:${y - 18}px;width:36px;height:36px`;
  path.setAttribute("d", shape);
  path.setAttribute("fill", colours[Math.floor(Math.random() * colours.length)]!);
  heart.append(path);
  layer.append(heart);
  const drift = (Math.random() - 0.5) * 90;
  const tilt = (Math.random() - 0.5) * 50;
  const rise = heart.animate(
    [
      { transform: "scale(0.3)", opacity: 0 },
      {
        transform: `translate(${drift * 0.2}px, -30px) scale(1.1) rotate(${tilt}deg)`,
        opacity: 1,
        offset: 0.15,
      },
      { transform: `translate(${drift}px, -260px) scale(0.9) rotate(${-tilt}deg)`, opacity: 0 },
    ],
    { duration: 1600 + Math.random() * 500, easing: "cubic-bezier(0.2, 0.6, 0.4, 1)" },
  );
  rise.addEventListener("finish", () => heart.remove());
}
