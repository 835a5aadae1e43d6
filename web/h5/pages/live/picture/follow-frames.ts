/** So many frames in a row are a moving picture; one or two are the last one, sent again to whoever comes back. */
const framesOfFlow = 5;
const stillMs = 3000;

/**
 * Tells whether the picture moves. Whether bytes arrive says too little: a viewer who reconnects while the host is
 * away is sent the last picture each time. Returns how to stop. A browser that does not tell of frames counts as moving.
 */
export function followFrames(element: HTMLVideoElement, tell: (isMoving: boolean) => void): () => void {
  if (!("requestVideoFrameCallback" in element)) {
    tell(true);
    return () => undefined;
  }
  let frames = 0;
  let still: ReturnType<typeof setTimeout> | undefined;
  const onFrame = () => {
    frames += 1;
    if (frames === framesOfFlow) tell(true);
    clearTimeout(still);
    still = setTimeout(() => {
      frames = 0;
      tell(false);
    }, stillMs);
    waiting = element.requestVideoFrameCallback(onFrame);
  };
  let waiting = element.requestVideoFrameCallback(onFrame);
  return () => {
    clearTimeout(still);
    element.cancelVideoFrameCallback(waiting);
  };
}
