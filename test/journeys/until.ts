/** Asks until the answer is there: what a page shows a moment later, and what is counted in the background. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false>,
  seconds = 60,
): Promise<T> {
  const endsAt = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (performance.now() > endsAt) throw new Error(`Waited ${seconds} s in vain: ${what}.`);
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
}
