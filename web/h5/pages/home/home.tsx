import { useQuery } from "@tanstack/react-query";
import { Empty, ErrorNote, Skeleton, usePageTitle, useText } from "../../../ui/index.ts";
import { Posters, Shelf } from "../../parts/grids.tsx";
import { ProductCard } from "../../parts/product-card.tsx";
import { Section } from "../../parts/section.tsx";
import { type Show, ShowCard } from "../../parts/show-card.tsx";
import { server } from "../../server.ts";
import { useShopName } from "../../shopper.ts";
import { BuyAgain } from "./buy-again.tsx";
import { homeText } from "./text.ts";

/** The shop's front: what is live, what comes, what is sold. */
export function HomePage() {
  const name = useShopName();
  usePageTitle(name);
  return (
    <>
      <h1 className="visually-hidden">{name}</h1>
      <Shows />
      <BuyAgain />
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
  const [first] = onAir;
  const shown = [...onAir, ...upcoming.slice(0, 4)];
  return (
    <>
      {first === undefined && <Empty title={t("quietTitle")}>{t("quietHint")}</Empty>}
      <ShowRow title={t(first === undefined ? "upcoming" : "onAir")} shows={shown} />
      <ShowRow title={t("ended")} shows={shown.length < 3 ? ended.slice(0, 4) : []} />
    </>
  );
}

/** The first that is on air is shown large. */
function ShowRow({ title, shows }: { readonly title: string; readonly shows: readonly Show[] }) {
  if (shows.length === 0) return null;
  return (
    <Section title={title}>
      <Posters>
        {shows.map((show, at) => (
          <ShowCard
            key={show.id}
            show={show}
            hero={at === 0 && show.status === "on_air"}
            eager={show.status === "on_air"}
          />
        ))}
      </Posters>
    </Section>
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
