import { useCallback, useEffect, useState } from "react";
import type { MediaState } from "../../../../client/media-session.ts";
import { playWhep } from "../../../../client/whep.ts";
import { followFrames } from "./follow-frames.ts";
import { server } from "../../../server.ts";

export type Playback = {
  /** The element to play in. */
  readonly attach: (element: HTMLVideoElement | null) => void;
  /** `idle`: there is nothing to play (not on air yet, or over). */
  readonly state: MediaState | "idle";
  /** The picture moves. */
  readonly isMoving: boolean;
  /** It has moved before. */
  readonly hasMoved: boolean;
  readonly isMuted: boolean;
  /** At least as wide as high: shown whole, with room above and below. */
  readonly isWide: boolean;
  readonly setMuted: (isMuted: boolean) => void;
};

/** Plays the show's stream while `on`. Without a touch of the page before, browsers allow only silent play. */
export function usePlayback(showId: string, on: boolean): Playback {
  const [element, attach] = useState<HTMLVideoElement | null>(null);
  const [state, setState] = useState<Playback["state"]>("idle");
  const [isMuted, setIsMuted] = useState(mustBeSilent);
  const [isWide, setIsWide] = useState(false);
  const [isMoving, setIsMoving] = useState(false);
  const [hasMoved, setHasMoved] = useState(false);

  const setMuted = useCallback(
    (muted: boolean) => {
      setIsMuted(muted);
      if (element) void playWithSound(element, !muted).then((sounds) => setIsMuted(!sounds));
    },
    [element],
  );

  useEffect(() => {
    if (!on || !element) return undefined;
    silence(element, mustBeSilent());
    const measure = () => setIsWide(element.videoWidth >= element.videoHeight && element.videoWidth > 0);
    element.addEventListener("resize", measure);
    const stopFrames = followFrames(element, (moves) => {
      setIsMoving(moves);
      if (moves) setHasMoved(true);
    });
    const session = playWhep(element, {
      url: `/api/v1/whep/${showId}`,
      token: async () => {
        const ticket = await server.call("POST /api/v1/front/shows/{id}/ticket", { params: { id: showId } });
        return ticket.token;
      },
      onState: setState,
      onAutoplayRefused: () => {
        setIsMuted(true);
        void playWithSound(element, false);
      },
    });
    return () => {
      element.removeEventListener("resize", measure);
      stopFrames();
      session.close();
      setState("idle");
      setIsMoving(false);
    };
  }, [element, showId, on]);

  return { attach, state, isMoving, hasMoved, isMuted, isWide, setMuted };
}

function mustBeSilent(): boolean {
  return !(navigator.userActivation?.hasBeenActive ?? false);
}

function silence(element: HTMLVideoElement, isSilent: boolean): void {
  element.muted = isSilent;
}

/** A browser that does not let this page sound stops the picture too; then it plays silently. Returns whether it sounds. */
async function playWithSound(element: HTMLVideoElement, withSound: boolean): Promise<boolean> {
  silence(element, !withSound);
  try {
    await element.play();
  } catch {
    silence(element, true);
    await element.play().catch(() => undefined);
  }
  return !element.muted;
}
