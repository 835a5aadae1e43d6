/** Made by the build from ui/tokens.ts. */
declare module "virtual:tokens.css";
