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
