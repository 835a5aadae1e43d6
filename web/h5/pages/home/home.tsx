import { useQuery } from "@tanstack/react-query";
import { Empty, ErrorNote, Skeleton, useLocalText, useText } from "../../../ui/index.ts";
import { Posters, Shelf } from "../../parts/grids.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { ProductCard } from "../../parts/product-card.tsx";
import { Section } from "../../parts/section.tsx";
import { ShowCard } from "../../parts/show-card.tsx";
import { server } from "../../server.ts";
import { useShop } from "../../shopper.ts";
import { homeText } from "./text.ts";

/** The shop's front: what is live, what comes, what is sold. */
export function HomePage() {
  const text = useLocalText();
  const { name, nameEn } = useShop();
  return (
    <>
      <PageHead title={text({ zh: name, en: nameEn ?? name })} />
      <Shows />
      <Products />
    </>
  );
}

function Shows() {
  const t = useText(homeText);
  const shows = useQuery({
    queryKey: ["shows"],
    queryFn: async ({ signal }) => server.call("GET /api/v1/front/shows", { signal }),
    refetchInterval: 30_000,
  });
  if (shows.isError) return <ErrorNote error={shows.error} onRetry={() => void shows.refetch()} />;
  if (!shows.data) {
    return (
      <Section title={t("onAir")}>
        <Posters>
          <Skeleton shape="card" count={2} />
        </Posters>
      </Section>
    );
  }
  const { onAir, upcoming, ended } = shows.data;
  const rows = [
    { title: t("onAir"), shows: onAir },
    { title: t("upcoming"), shows: upcoming.slice(0, 4) },
    { title: t("ended"), shows: onAir.length + upcoming.length === 0 ? ended.slice(0, 4) : [] },
  ].filter((row) => row.shows.length > 0);
  return (
    <>
      {onAir.length === 0 && <Empty title={t("quietTitle")}>{t("quietHint")}</Empty>}
      {rows.map((row) => (
        <Section key={row.title} title={row.title}>
          <Posters>
            {row.shows.map((show, at) => (
              <ShowCard key={show.id} show={show} eager={at < 2} />
            ))}
          </Posters>
        </Section>
      ))}
    </>
  );
}

function Products() {
  const t = useText(homeText);
  const products = useQuery({
    queryKey: ["products"],
    queryFn: async ({ signal }) => server.call("GET /api/v1/front/products", { signal }),
  });
  return (
    <Section title={t("products")}>
      {products.isError && <ErrorNote error={products.error} onRetry={() => void products.refetch()} />}
      {products.data?.items.length === 0 && <Empty title={t("noProducts")}>{t("noProductsHint")}</Empty>}
      <Shelf>
        {products.isPending && <Skeleton shape="card" count={4} />}
        {products.data?.items.map((product) => (
          <ProductCard key={product.id} product={product} />
        ))}
      </Shelf>
    </Section>
  );
}
