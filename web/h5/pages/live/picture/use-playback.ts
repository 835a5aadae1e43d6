import { type RefObject, useCallback, useEffect, useState } from "react";
import type { MediaState } from "../../../../client/media-session.ts";
import { playWhep } from "../../../../client/whep.ts";
import { server } from "../../../server.ts";

export type Playback = {
  /** `idle`: there is nothing to play (not on air yet, or over). */
  readonly state: MediaState | "idle";
  readonly isMuted: boolean;
  /** Height is at most that of a square: shown whole, with room above and below. */
  readonly isWide: boolean;
  setMuted(isMuted: boolean): void;
};

/** Plays the show's stream while `on`. Without a touch of the page before, browsers allow only silent play. */
export function usePlayback(
  video: RefObject<HTMLVideoElement | null>,
  showId: string,
  on: boolean,
): Playback {
  const [state, setState] = useState<Playback["state"]>("idle");
  const [isMuted, setIsMuted] = useState(true);
  const [isWide, setIsWide] = useState(false);

  const setMuted = useCallback(
    (muted: boolean) => {
      setIsMuted(muted);
      if (!video.current) return;
      video.current.muted = muted;
      // A browser that does not let this page sound yet stops the picture too; silent play is better than none.
      video.current.play().catch(() => {
        if (muted || !video.current) return;
        video.current.muted = true;
        setIsMuted(true);
        void video.current.play().catch(() => undefined);
      });
    },
    [video],
  );

  useEffect(() => {
    const element = video.current;
    if (!on || !element) return undefined;
    const mayAutoplay = navigator.userActivation?.hasBeenActive ?? false;
    element.muted = !mayAutoplay;
    setIsMuted(!mayAutoplay);
    const measure = () => setIsWide(element.videoWidth >= element.videoHeight && element.videoWidth > 0);
    element.addEventListener("resize", measure);
    const session = playWhep(element, {
      url: `/api/v1/whep/${showId}`,
      token: async () => {
        const ticket = await server.call("POST /api/v1/front/shows/{id}/ticket", { params: { id: showId } });
        return ticket.token;
      },
      onState: setState,
      onAutoplayRefused: () => setMuted(true),
    });
    return () => {
      element.removeEventListener("resize", measure);
      session.close();
      setState("idle");
    };
  }, [video, showId, on, setMuted]);

  return { state, isMuted, isWide, setMuted };
}
