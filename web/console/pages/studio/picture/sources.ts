import { useEffect, useState } from "react";
import { type GeneratedPicture, generatePicture } from "./generated-picture.ts";

/** What is shown: a camera with a microphone, or the drawn picture that needs neither. */
export type Source =
  | { readonly kind: "camera"; readonly cameraId?: string; readonly microphoneId?: string }
  | { readonly kind: "generated" };

/** `denied`: not allowed by the person or the system; `missing`: there is no such device; `busy`: taken by another program. */
export type SourceTrouble = "denied" | "missing" | "busy";

type Opened = { readonly stream: MediaStream; readonly stop: () => void };
type Words = { readonly title: string; readonly note: string };

/** Opens the chosen source for as long as it is chosen. The old one is stopped first: a phone opens one camera at a time. */
export function useSource(source: Source | undefined, words: Words) {
  const [result, setResult] = useState<{ for: string; stream?: MediaStream; trouble?: SourceTrouble }>();
  const wanted = source === undefined ? "" : JSON.stringify(source);
  const { title, note } = words;
  useEffect(() => {
    if (wanted === "") return undefined;
    let left = false;
    let mine: Opened | undefined;
    const start = async () => {
      try {
        mine = await open(JSON.parse(wanted) as Source, { title, note });
        if (left) mine.stop();
        else setResult({ for: wanted, stream: mine.stream });
      } catch (error) {
        if (!left) setResult({ for: wanted, trouble: troubleOf(error) });
      }
    };
    void start();
    return () => {
      left = true;
      mine?.stop();
    };
  }, [wanted, title, note]);
  if (wanted === "") return { stream: undefined, trouble: undefined };
  return { stream: result?.stream, trouble: result?.for === wanted ? result.trouble : undefined };
}

async function open(source: Source, words: Words): Promise<Opened> {
  if (source.kind === "generated") return generatePicture(words) satisfies GeneratedPicture;
  const { cameraId, microphoneId } = source;
  // `mediaDevices` is missing on pages that are neither https nor localhost.
  if (!("mediaDevices" in navigator)) throw new DOMException("No secure page", "NotAllowedError");
  const stream = await navigator.mediaDevices.getUserMedia({
    video: {
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 30 },
      ...(cameraId === undefined ? { facingMode: "user" } : { deviceId: { exact: cameraId } }),
    },
    audio: {
      echoCancellation: true,
      noiseSuppression: true,
      ...(microphoneId === undefined ? {} : { deviceId: { exact: microphoneId } }),
    },
  });
  return {
    stream,
    stop: () => {
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

function troubleOf(error: unknown): SourceTrouble {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "denied";
}

/** Cameras and microphones by name; names are known only once a source was allowed, so ask again with each stream. */
export function useDevices(stream: MediaStream | undefined) {
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    if (stream === undefined || !("mediaDevices" in navigator)) return undefined;
    let left = false;
    const list = async () => {
      const found = await navigator.mediaDevices.enumerateDevices();
      if (!left) setDevices(found.filter((device) => device.deviceId !== ""));
    };
    void list();
    const again = () => void list();
    navigator.mediaDevices.addEventListener("devicechange", again);
    return () => {
      left = true;
      navigator.mediaDevices.removeEventListener("devicechange", again);
    };
  }, [stream]);
  return {
    cameras: devices.filter((device) => device.kind === "videoinput"),
    microphones: devices.filter((device) => device.kind === "audioinput"),
  };
}

/** Which source this tab was on air with: after a reload the picture comes back by itself. */
export function recallSource(showId: string): Source | undefined {
  const kept = sessionStorage.getItem(`refrain.on-air.${showId}`);
  return kept === null ? undefined : (JSON.parse(kept) as Source);
}

export function keepSource(showId: string, source: Source | undefined): void {
  if (source === undefined) sessionStorage.removeItem(`refrain.on-air.${showId}`);
  else sessionStorage.setItem(`refrain.on-air.${showId}`, JSON.stringify(source));
}
