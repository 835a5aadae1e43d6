export default {
  title: "会员",
  lead: "每个人只有一份档案",
  emptyTitle: "还没有会员",
  emptyHint: "观众加入或导入订单后，会员会出现在这里。",
} as const;
