/** Browsers that are told apart, and the systems on which they run. */
export const browsers = ["edge", "opera", "samsung", "firefox", "chrome", "safari"] as const;
export const systems = ["ios", "android", "chromeos", "windows", "macos", "linux"] as const;

/** What kind of browser someone uses, by what it says itself; null for what is not known. */
export type BrowserName = {
  readonly browser: (typeof browsers)[number] | null;
  readonly system: (typeof systems)[number] | null;
};

/**
 * Returns what a User-Agent (RFC 9110 §10.1.5) says of a browser. Nothing else of the text is kept: it would tell one
 * browser from another. Most browsers name others besides themselves, so the first form that fits counts.
 */
export function browserName(userAgent: string | undefined): BrowserName {
  const text = userAgent ?? "";
  return {
    browser: firstOf(browsers, browserForms, text),
    system: firstOf(systems, systemForms, text),
  };
}

const browserForms: Readonly<Record<(typeof browsers)[number], RegExp>> = {
  edge: /\b(?:Edg|EdgA|EdgiOS|Edge)\//u,
  opera: /\b(?:OPR|OPiOS|OPT)\//u,
  samsung: /\bSamsungBrowser\//u,
  firefox: /\b(?:Firefox|FxiOS)\//u,
  chrome: /\b(?:Chrome|Chromium|CriOS)\//u,
  safari: /\bVersion\/\S+ (?:Mobile\/\S+ )?Safari\//u,
};

const systemForms: Readonly<Record<(typeof systems)[number], RegExp>> = {
  ios: /\b(?:iPhone|iPad|iPod)\b/u,
  android: /\bAndroid\b/u,
  chromeos: /\bCrOS\b/u,
  windows: /\bWindows NT\b/u,
  macos: /\bMacintosh\b/u,
  linux: /\bLinux\b/u,
};

function firstOf<Name extends string>(
  names: readonly Name[],
  forms: Readonly<Record<Name, RegExp>>,
  text: string,
): Name | null {
  return names.find((name) => forms[name].test(text)) ?? null;
}
