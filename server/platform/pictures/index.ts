/**
 * Pictures drawn in code: products, people, show covers. They stand in wherever nobody has uploaded a picture, and
 * they are what the demo shop is made of.
 *
 * Invariants: pure; the same arguments give the same SVG text on every machine; no fonts, no links, no scripts inside.
 * Failure: an unknown kind of product is drawn as a gift box; nothing throws. Shutdown: nothing is held.
 */
export { type AvatarWish, avatarPicture } from "./avatar-picture.ts";
export { type CoverWish, coverPicture } from "./cover-picture.ts";
export {
  type ProductKind,
  type ProductPictureWish,
  productKinds,
  productPicture,
} from "./product-picture.ts";
