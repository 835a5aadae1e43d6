export default {
  title: "登录商家后台",
  lead: "让人回来，靠的是懂得克制。",
  email: "邮箱",
  password: "密码",
  submit: "登录",
  needEmail: "请填写邮箱",
  needPassword: "请填写密码",
  demo: "演示账号",
  demoHint: "点一下即可填入",
} as const;
