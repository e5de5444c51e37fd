// Colours of Understudy, light and dark, and the contrast that each pair has to keep (WCAG 2.2 ratios).
// The build turns them into custom properties and stops where a pair falls short.

const hex = (light, dark) => ({ light, dark });

export const tokens = {
  bg: hex("#f1f5f2", "#0d1613"),
  surface: hex("#ffffff", "#15211d"),
  sunk: hex("#e6ede8", "#1f2d28"),
  ink: hex("#13211c", "#e8f0ec"),
  ink2: hex("#455650", "#abbbb3"),
  line: hex("#cbd6cf", "#30423a"),
  control: hex("#687a72", "#7f948a"),
  brand: hex("#0a5a4a", "#74d3b9"),
  "brand-hover": hex("#074538", "#96e0cb"),
  "on-brand": hex("#ffffff", "#04231b"),
  "brand-soft": hex("#d5eae1", "#16392f"),
  gold: hex("#f6bd43", "#f6bd43"),
  "gold-hover": hex("#e9ac29", "#ffd06b"),
  "gold-soft": hex("#fdf0cf", "#3a2f10"),
  "on-gold": hex("#2b1f00", "#2b1f00"),
  good: hex("#17683a", "#84d89d"),
  "good-soft": hex("#dbf0e0", "#173524"),
  warn: hex("#7f5200", "#f2c36b"),
  "warn-soft": hex("#fbecc9", "#3a2d10"),
  bad: hex("#a1282d", "#ff9f98"),
  "bad-soft": hex("#fbe2df", "#43211f"),
  info: hex("#20559a", "#9cc2f7"),
  "info-soft": hex("#dde9fa", "#1a2c47"),
  cheerfulness: hex("#745400", "#e7c469"),
  "cheerfulness-soft": hex("#f7e9c6", "#362b0d"),
  empathy: hex("#a93a52", "#fba7b8"),
  "empathy-soft": hex("#fbe1e6", "#48202b"),
  responsiveness: hex("#2b4fa8", "#a9bdfb"),
  "responsiveness-soft": hex("#dfe6fb", "#202d54"),
  respect: hex("#7a3a8c", "#dcaaea"),
  "respect-soft": hex("#f0e1f5", "#3a2143"),
  honesty: hex("#0d6470", "#74cfdb"),
  "honesty-soft": hex("#d3ecef", "#10343a"),
  focus: hex("#13211c", "#ffffff"),
  "focus-ring": hex("#f6bd43", "#0d1613"),
  me: hex("#0a5a4a", "#1c4b3e"),
  "on-me": hex("#ffffff", "#eef6f2"),
  hero: hex("#0a5a4a", "#16392f"),
  "hero-ink": hex("#ffffff", "#e8f0ec"),
  "hero-track": hex("#27705f", "#3d6459"),
  h0: hex("#ffffff", "#15211d"),
  h1: hex("#fbe2df", "#43211f"),
  h2: hex("#fbecc9", "#3a2d10"),
  h3: hex("#e4f2e8", "#182f24"),
  h4: hex("#b4dcc3", "#245a3d"),
  "on-h4": hex("#13211c", "#e8f0ec"),
};

const values = ["cheerfulness", "empathy", "responsiveness", "respect", "honesty"];
const text = 4.5; // AA for text
const strong = 7; // AAA, for what is read most
const shape = 3; // edges and marks

// [foreground, background, least ratio]
export const pairs = [
  ["ink", "bg", strong], ["ink", "surface", strong], ["ink", "sunk", strong],
  ["ink2", "bg", text], ["ink2", "surface", text], ["ink2", "sunk", text],
  ["brand", "bg", text], ["brand", "surface", text], ["brand", "brand-soft", text], ["brand", "sunk", text],
  ["on-brand", "brand", text], ["on-brand", "brand-hover", text],
  ["on-gold", "gold", text], ["on-gold", "gold-hover", text],
  ["ink", "gold-soft", strong], ["ink", "brand-soft", strong], ["ink", "good-soft", strong],
  ["ink", "bad-soft", strong], ["ink", "info-soft", strong], ["ink2", "good-soft", text], ["ink2", "brand-soft", text],
  ...["good", "warn", "bad", "info", ...values].flatMap((c) => [[c, "surface", text], [c, `${c}-soft`, text], [c, "bg", text]]),
  ["control", "surface", shape], ["control", "bg", shape], ["control", "sunk", shape],
  ["focus", "bg", shape], ["focus", "surface", shape], ["focus-ring", "brand", shape],
  ["hero-ink", "hero", text], ["on-me", "me", text], ["gold", "hero-track", shape],
  ["ink", "h1", text], ["ink", "h2", text], ["ink", "h3", text], ["on-h4", "h4", text], ["bad", "h1", text], ["ink2", "h0", text],
];

const linear = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);

const luminance = (colour) => {
  const n = parseInt(colour.slice(1), 16);
  return 0.2126 * linear(n >> 16) + 0.7152 * linear((n >> 8) & 255) + 0.0722 * linear(n & 255);
};

// contrast is the ratio of two colours by WCAG 2.2, 1 to 21.
export const contrast = (a, b) => {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

// failures lists the pairs that fall short, in words.
export const failures = () =>
  pairs.flatMap(([fore, back, least]) =>
    ["light", "dark"].flatMap((mode) => {
      const got = contrast(tokens[fore][mode], tokens[back][mode]);
      return got >= least ? [] : [`${fore} on ${back}, ${mode}: ${got.toFixed(2)}, needs ${least}`];
    }),
  );

// css writes the tokens as custom properties: light by default, dark by preference, light on paper.
export const css = () => {
  const block = (mode) => Object.entries(tokens).map(([name, c]) => `--${name}:${c[mode]};`).join("");
  return `@layer base{:root{color-scheme:light dark;${block("light")}}` +
    `@media screen and (prefers-color-scheme:dark){:root{${block("dark")}}}}`;
};
