import type { ReactNode } from "react";

/** Line icons on a 24 px grid, 1.7 px strokes, in the colour of the text around them. */
function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export function HomeIcon() {
  return (
    <Icon>
      <path d="M4 11.2 12 4.5l8 6.7V19a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 19z" />
      <path d="M9.5 20.5V15a2.5 2.5 0 0 1 5 0v5.5" />
    </Icon>
  );
}

export function OrdersIcon() {
  return (
    <Icon>
      <path d="M6 3.8h12a1 1 0 0 1 1 1v15.7l-2.3-1.6-2.4 1.6-2.3-1.6-2.3 1.6-2.4-1.6L5 20.5V4.8a1 1 0 0 1 1-1z" />
      <path d="M9 9h6M9 13h4" />
    </Icon>
  );
}

export function InboxIcon() {
  return (
    <Icon>
      <path d="M12 4.2c4.7 0 8.3 3.1 8.3 7.1s-3.6 7.1-8.3 7.1c-.9 0-1.8-.1-2.6-.4L5 20l.9-3.6c-1.4-1.3-2.2-3-2.2-5.1 0-4 3.6-7.1 8.3-7.1z" />
      <path d="M8.6 11.3h.01M12 11.3h.01M15.4 11.3h.01" strokeWidth="2.2" />
    </Icon>
  );
}

export function MeIcon() {
  return (
    <Icon>
      <circle cx="12" cy="8.2" r="4" />
      <path d="M4.5 20.2c.8-3.7 3.8-5.7 7.5-5.7s6.7 2 7.5 5.7" />
    </Icon>
  );
}

export function CartIcon() {
  return (
    <Icon>
      <path d="M3.5 4.5h2.2l2 10.6a1.2 1.2 0 0 0 1.2 1h8.3a1.2 1.2 0 0 0 1.2-.9l1.6-6.9H6.5" />
      <circle cx="9.8" cy="19.6" r="1.2" />
      <circle cx="16.4" cy="19.6" r="1.2" />
    </Icon>
  );
}

export function BackIcon() {
  return (
    <Icon>
      <path d="m14.5 5.5-6.5 6.5 6.5 6.5" />
    </Icon>
  );
}

export function NextIcon() {
  return (
    <Icon>
      <path d="m9.5 5.5 6.5 6.5-6.5 6.5" />
    </Icon>
  );
}

export function CloseIcon() {
  return (
    <Icon>
      <path d="m6.5 6.5 11 11M17.5 6.5l-11 11" />
    </Icon>
  );
}

export function BagIcon() {
  return (
    <Icon>
      <path d="M5 8.5h14l-1 11a1.2 1.2 0 0 1-1.2 1H7.2A1.2 1.2 0 0 1 6 19.5z" />
      <path d="M8.7 10.8V7.2a3.3 3.3 0 0 1 6.6 0v3.6" />
    </Icon>
  );
}

export function HeartIcon() {
  return (
    <Icon>
      <path
        fill="currentColor"
        d="M12 19.6C6.2 15.8 3.8 12.7 3.8 9.5A4.3 4.3 0 0 1 8.1 5.2c1.7 0 3.1.9 3.9 2.3.8-1.4 2.2-2.3 3.9-2.3a4.3 4.3 0 0 1 4.3 4.3c0 3.2-2.4 6.3-8.2 10.1z"
      />
    </Icon>
  );
}

export function SoundIcon({ on }: { readonly on: boolean }) {
  return (
    <Icon>
      <path d="M4.5 9.5v5h3.2l4.3 3.7V5.8L7.7 9.5z" />
      {on ? (
        <path d="M15.3 9a4.3 4.3 0 0 1 0 6M17.7 6.5a7.8 7.8 0 0 1 0 11" />
      ) : (
        <path d="m15.5 9.5 5 5m0-5-5 5" />
      )}
    </Icon>
  );
}

export function DanmakuIcon({ on }: { readonly on: boolean }) {
  return (
    <Icon>
      <path d="M5.5 5h13A1.5 1.5 0 0 1 20 6.5v9a1.5 1.5 0 0 1-1.5 1.5H12l-3.7 3v-3H5.5A1.5 1.5 0 0 1 4 15.5v-9A1.5 1.5 0 0 1 5.5 5z" />
      {on ? <path d="M8 9.3h5M15.5 9.3h.6M10.5 12.8H16" /> : <path d="m9 8 6 6m0-6-6 6" />}
    </Icon>
  );
}

export function SendIcon() {
  return (
    <Icon>
      <path d="M4 12.2 20 4.5l-5.3 15-3.5-6.3zM11.2 13.2 20 4.5" />
    </Icon>
  );
}

export function EyeIcon() {
  return (
    <Icon>
      <path d="M2.8 12C5 8 8.2 6 12 6s7 2 9.2 6c-2.2 4-5.4 6-9.2 6s-7-2-9.2-6z" />
      <circle cx="12" cy="12" r="2.6" />
    </Icon>
  );
}

export function CheckIcon() {
  return (
    <Icon>
      <path d="m5 12.5 4.7 4.7L19.5 7" />
    </Icon>
  );
}

export function GiftIcon() {
  return (
    <Icon>
      <path d="M4.5 11.5h15v8a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1zM3.5 8h17v3.5h-17zM12 8v12.5" />
      <path d="M12 8C9.5 8 7.3 7.2 7.3 5.4 7.3 3.2 11 3.4 12 8c1-4.6 4.7-4.8 4.7-2.6C16.7 7.2 14.5 8 12 8z" />
    </Icon>
  );
}
