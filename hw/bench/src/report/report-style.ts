/** The look of the report; it prints, and follows the reader's light or dark. */
export const reportStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
body { margin: 0 auto; max-width: 84rem; padding: 1rem clamp(0.75rem, 3vw, 2.5rem) 3rem;
  background: light-dark(#f3f5f7, #14181d); color: light-dark(#1b2430, #e6ebf0); }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.5rem; font-size: 1.3rem; } h3 { margin: 0 0 0.5rem; font-size: 1rem; }
small { font-weight: 400; color: light-dark(#4a5663, #a9b5c1); }
h1 span { padding: 0.1rem 0.6rem; border-radius: 0.5rem; font-size: 1.1rem; vertical-align: 0.1em; }
h1 .passed { background: #0a7a4b; color: #fff; } h1 .failed { background: #b3261e; color: #fff; }
td.passed { color: light-dark(#0a6b42, #6fd6a6); } td.failed, td .failed { color: light-dark(#b3261e, #ff9a91); font-weight: 700; }
.wide { overflow-x: auto; margin-bottom: 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; background: light-dark(#fff, #1d232a); }
th, td { padding: 0.25rem 0.8rem; border-bottom: 1px solid light-dark(#d4dae1, #35404b); text-align: left; }
.steps td:nth-child(-n+4) { white-space: nowrap; }
.wire { font-size: 0.85rem; } .wire td { white-space: nowrap; } .wire td:first-child { text-align: right; }
.displays { display: flex; flex-wrap: wrap; gap: 1rem; margin-bottom: 1rem; }
.display { padding: 0.6rem 0.75rem; } .display .glass { width: 22rem; max-width: 100%; }
.display figcaption { margin: 0 0 0.3rem; }
.verdict { padding: 0.6rem 0.9rem; border-left: 0.4rem solid; border-radius: 0.3rem; background: light-dark(#fff, #1d232a); }
.verdict.good { border-color: #0a7a4b; } .verdict.no-good { border-color: #b3261e; } .verdict.not-known { border-color: #b98500; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr)); gap: 1rem; margin-bottom: 1rem; }
figure { margin: 0; padding: 1rem; border-radius: 0.75rem; background: #fff; color: #1b2430; break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { margin-top: 0.5rem; font-size: 0.9rem; color: #4a5663; }
summary { cursor: pointer; font-weight: 600; }
@media print { body { background: #fff; color: #000; } figure { border: 1px solid #ccc; } }
`;
