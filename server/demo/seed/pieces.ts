import type { ContentInput } from "../../engage/index.ts";

/** The demo shop's content: four pieces that give for one that sells. */
export const pieces: readonly ContentInput[] = [
  {
    kind: "know_how",
    category: "tea",
    title: { zh: "白茶为什么可以煮", en: "Why white tea may be boiled" },
    body: {
      zh: "白茶不炒不揉，细胞壁完整，慢煮才把甜味慢慢放出来。老白茶一升水配五克，水开后转小火三分钟，关火再闷两分钟。新白茶更适合冲泡，水温九十度，前三泡都要快。",
      en: "White tea is neither fired nor rolled, so its cells stay whole and a slow boil lets the sweetness out. Five grams to a litre, three minutes on a low flame, two more with the lid on. Young white tea prefers steeping at 90 °C.",
    },
  },
  {
    kind: "tip",
    category: "tea",
    title: { zh: "茶叶怕的四样东西", en: "Four things tea is afraid of" },
    body: {
      zh: "光、热、潮、味。开封之后尽量用小罐，别放冰箱门边。绿茶三个月内喝完，岩茶半年，白茶可以慢慢等。",
      en: "Light, heat, damp and smells. Use a small tin once opened, and keep it away from the fridge door. Green tea within three months, rock tea within six, white tea can wait.",
    },
  },
  {
    kind: "story",
    category: "tea",
    title: { zh: "做茶人老周的一天", en: "A day with Zhou, who makes our tea" },
    body: {
      zh: "凌晨四点，老周先摸一摸竹匾里的叶子。他说，手知道的比温度计早。中午太阳太烈，要把茶青挪到廊下；傍晚风起，才是白茶最要紧的两个小时。",
      en: "At four in the morning Zhou touches the leaves in the bamboo trays. His hands, he says, know before the thermometer. At noon the sun is too strong; the two hours when the evening wind rises decide the tea.",
    },
  },
  {
    kind: "know_how",
    category: "teaware",
    title: { zh: "盖碗不烫手的拿法", en: "Holding a gaiwan without burning your fingers" },
    body: {
      zh: "水别倒满，留一指宽。拇指和中指扣住碗沿两侧，食指轻点盖钮，出水口留一条缝，手腕转，不是手指转。",
      en: "Leave a finger's width below the rim. Thumb and middle finger on the edge, the index finger lightly on the lid, a narrow gap for the pour, and turn the wrist, not the fingers.",
    },
  },
  {
    kind: "tip",
    category: "pantry",
    title: { zh: "蜂蜜结晶了还能吃吗", en: "Is crystallised honey still good?" },
    body: {
      zh: "能。椴树蜜温度低于十四度就会结晶，细腻得像猪油。想化开就隔四十度温水慢慢来，别用开水。",
      en: "Yes. Linden honey sets below 14 °C, as fine as butter. To loosen it, stand the jar in water at 40 °C; do not use boiling water.",
    },
  },
  {
    kind: "news",
    category: "shop",
    title: { zh: "下个月的茶山行程", en: "Next month's visit to the tea hills" },
    body: {
      zh: "我们会去太姥山三天，把萎凋房里的样子拍回来。想看什么，告诉我们，到时候镜头就对着那里。",
      en: "We spend three days on Mount Taimu and film the withering rooms. Tell us what you would like to see, and the camera will be there.",
    },
  },
  {
    kind: "tip",
    category: "care",
    title: { zh: "冬天洗脸后的三分钟", en: "Three minutes after washing in winter" },
    body: {
      zh: "水分在三分钟里走得最快。先拍一点水，再上两滴油，掌心捂热按压，比厚厚一层霜更舒服。",
      en: "Skin dries fastest in the first three minutes. A little water, then two drops of oil warmed in the palms and pressed on, feels lighter than a thick cream.",
    },
  },
  {
    kind: "story",
    category: "shop",
    title: { zh: "你们问得最多的五个问题", en: "The five questions you ask most" },
    body: {
      zh: "能不能煮、隔夜能不能喝、空腹能不能喝、孕期能不能喝、怎么存。我们把直播间里的回答整理成了一页，慢慢看。",
      en: "Boiling, overnight tea, tea on an empty stomach, during pregnancy, and storage: the answers from our shows on one page.",
    },
  },
  {
    kind: "sale",
    category: "shop",
    title: { zh: "入冬囤茶：会员日小礼", en: "Stocking up for winter: members' day" },
    body: {
      zh: "本周六会员日，三款口粮茶有会员价，数量够，不用抢。",
      en: "Members' day is this Saturday: three everyday teas at the members' price. There is enough for everyone.",
    },
  },
  {
    kind: "sale",
    category: "care",
    title: { zh: "山茶护理组合上架", en: "The camellia care set is here" },
    body: {
      zh: "面膜和精华油放在一个盒子里，比单买少花一些，会员日可以一起带走。",
      en: "Masks and oil in one box at a little less than apart, on members' day.",
    },
  },
];
