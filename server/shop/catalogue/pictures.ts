import { RefrainError } from "../../platform/errors.ts";
import type { FileAnswer } from "../../platform/http/index.ts";
import { avatarPicture, coverPicture, productPicture } from "../../platform/pictures/index.ts";

export type PictureShelf = { picture(name: string): Promise<FileAnswer> };

/**
 * Pictures are drawn from their name: `product-tea-tin-120-a1b2.svg`, `avatar-a1b2.svg`, `cover-210-tea-tin.mug-a1b2.svg`. A name
 * never changes what it shows, so browsers may keep it for a year.
 */
export function createPictureShelf(): PictureShelf {
  return {
    picture: (name) => {
      const content = draw(name);
      if (!content)
        throw new RefrainError("not_found", "There is no such picture.", { what: "picture", id: name });
      return Promise.resolve({ contentType: "image/svg+xml", content, cacheSeconds: 31_536_000 });
    },
  };
}

function draw(name: string): string | undefined {
  const product = /^product-([a-z0-9-]{1,40})-(\d{1,3})-([a-z0-9]{1,40})\.svg$/u.exec(name);
  if (product) return productPicture({ kind: product[1]!, hue: Number(product[2]) % 360, seed: product[3]! });
  const avatar = /^avatar-([a-z0-9-]{1,40})\.svg$/u.exec(name);
  if (avatar) return avatarPicture({ seed: avatar[1]! });
  const cover = /^cover-(\d{1,3})-([a-z0-9.-]{0,120})-([a-z0-9]{1,40})\.svg$/u.exec(name);
  if (cover) {
    const kinds = cover[2]!.split(".").filter(Boolean).slice(0, 3);
    return coverPicture({ title: "", hue: Number(cover[1]) % 360, seed: cover[3]!, kinds });
  }
  return undefined;
}
