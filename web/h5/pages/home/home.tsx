import { useQuery } from "@tanstack/react-query";
import { Empty, ErrorNote, Skeleton, usePageTitle, useText } from "../../../ui/index.ts";
import { Posters, Shelf } from "../../parts/grids.tsx";
import { ProductCard } from "../../parts/product-card.tsx";
import { Section } from "../../parts/section.tsx";
import { ShowCard } from "../../parts/show-card.tsx";
import { server } from "../../server.ts";
import { useShopName } from "../../shopper.ts";
import { Agenda } from "./agenda.tsx";
import { BuyAgain } from "./buy-again.tsx";
import styles from "./home.module.css";
import { homeText } from "./text.ts";

const mostUpcoming = 4;
const mostEnded = 4;

/** The shop's front: what is live, what comes, what is sold. */
export function HomePage() {
  const name = useShopName();
  usePageTitle(name);
  return (
    <>
      <h1 className="visually-hidden">{name}</h1>
      <div className={styles.shows}>
        <Shows />
        <Upcoming />
      </div>
      <BuyAgain />
      <Products />
      <Ended />
    </>
  );
}

function Shows() {
  const t = useText(homeText);
  const shows = useShows();
  if (shows.isError) return <ErrorNote error={shows.error} onRetry={() => void shows.refetch()} />;
  if (!shows.data) {
    return (
      <Section title={t("onAir")}>
        <Posters few>
          <Skeleton shape="card" count={2} />
        </Posters>
      </Section>
    );
  }
  const { onAir } = shows.data;
  if (onAir.length === 0) return <Empty title={t("quietTitle")}>{t("quietHint")}</Empty>;
  return (
    <Section title={t("onAir")}>
      <Posters few>
        {onAir.map((show, at) => (
          <ShowCard key={show.id} show={show} hero={at === 0} eager />
        ))}
      </Posters>
    </Section>
  );
}

/** What comes next, with its time on the reader's own clock. */
function Upcoming() {
  const t = useText(homeText);
  const upcoming = useShows().data?.upcoming ?? [];
  if (upcoming.length === 0) return null;
  return (
    <Section title={t("upcoming")}>
      <Agenda shows={upcoming.slice(0, mostUpcoming)} />
    </Section>
  );
}

function Ended() {
  const t = useText(homeText);
  const ended = useShows().data?.ended ?? [];
  if (ended.length === 0) return null;
  return (
    <Section title={t("ended")}>
      <Posters>
        {ended.slice(0, mostEnded).map((show) => (
          <ShowCard key={show.id} show={show} />
        ))}
      </Posters>
    </Section>
  );
}

function useShows() {
  return useQuery({
    queryKey: ["shows"],
    queryFn: async ({ signal }) => server.call("GET /api/v1/front/shows", { signal }),
    refetchInterval: 30_000,
  });
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
