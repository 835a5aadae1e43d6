/**
 * What both apps share: tokens, words, formats and small parts. No part talks to the server; each is handed what it
 * shows. Import `virtual:tokens.css` and `base.css` once, at the root of an app.
 */
export { Button } from "./parts/button.tsx";
export { Empty } from "./parts/empty.tsx";
export { ErrorNote } from "./parts/error-note.tsx";
export { LanguageSwitch } from "./parts/language-switch.tsx";
export { Logo, LogoMark } from "./parts/logo.tsx";
export { Money } from "./parts/money.tsx";
export { Avatar, Picture, ProductPicture } from "./parts/picture.tsx";
export { QrCode, drawQrCode } from "./parts/qr-code.tsx";
export { RelativeTime } from "./parts/relative-time.tsx";
export { Skeleton } from "./parts/skeleton.tsx";
export { Toasts, toast, type ToastTone } from "./parts/toast.tsx";
export { readFailure, type Failure } from "./errors/failure.ts";
export { formatDuration } from "./format.ts";
export { type Place, PlaceProvider, useFormat, useLocalText } from "./locale.tsx";
export { usePageTitle } from "./page-title.ts";
export { learnServerTime, serverTime, useNow } from "./now.ts";
export { type Language, languages } from "./text/language.ts";
export { type SameKeys, type Translate, defineText, useLanguage, useText } from "./text/text.ts";
