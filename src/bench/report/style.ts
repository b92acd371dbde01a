import { tones } from './svg/drawing.js';

/**
 * Colors of the editor's theme, and colors of our own where a report is opened as a file. `--r-…` is what the
 * rules below use, so that a page may set them otherwise. No style here has quotes or angle brackets, so that it
 * reads the same in HTML, where a style is raw text, and in SVG, where it is escaped.
 */
const colours = `
:root {
  --r-ink: var(--vscode-foreground, light-dark(#1f1f1f, #d8d8d8));
  --r-soft: var(--vscode-descriptionForeground, light-dark(#5a5a5a, #a8a8a8));
  --r-paper: var(--vscode-editor-background, light-dark(#ffffff, #1f1f1f));
  --r-line: var(--vscode-panel-border, var(--vscode-contrastBorder, light-dark(#d0d0d0, #4a4a4a)));
  --r-link: var(--vscode-textLink-foreground, light-dark(#005fb8, #6cb6ff));
  --r-blue: var(--vscode-charts-blue, light-dark(#1a6fc4, #59a4f9));
  --r-orange: var(--vscode-editorWarning-foreground, light-dark(#b85c00, #f0a35e));
  --r-purple: var(--vscode-charts-purple, light-dark(#652d90, #c594e8));
  --r-red: var(--vscode-charts-red, light-dark(#c72e2e, #f48771));
  --r-grey: var(--r-soft);
}
@media (prefers-contrast: more) {
  :root { --r-soft: var(--r-ink); --r-line: var(--r-ink); }
}
@media (forced-colors: active) {
  :root {
    --r-ink: CanvasText; --r-soft: CanvasText; --r-paper: Canvas; --r-line: CanvasText; --r-link: LinkText;
    --r-blue: CanvasText; --r-orange: CanvasText; --r-purple: CanvasText; --r-red: CanvasText;
  }
}`;

const toneRules = tones
  .map(
    (tone) => `
.plot .stroke.${tone} { stroke: var(--r-${tone}); }
.plot .mark.${tone}, .plot .area.${tone}, .plot .band.${tone} { fill: var(--r-${tone}); }
.plot .band.${tone} { stroke: var(--r-${tone}); }`,
  )
  .join('');

/** For what is opened as a file; in the editor, the theme says which it is. */
export const fileCss = ':root { color-scheme: light dark; }';

/** What a drawing needs; it travels inside of a drawing that is saved as a file. */
export const plotCss = `${colours}
.plot { font: 12px var(--vscode-font-family, system-ui, Segoe UI, Roboto, sans-serif); }
.plot text { fill: var(--r-ink); font-size: 12px; }
.plot text.title { font-size: 14px; font-weight: 600; }
.plot text.tick { fill: var(--r-ink); font-size: 11.5px; font-variant-numeric: tabular-nums; }
.plot text.middle { text-anchor: middle; }
.plot text.end { text-anchor: end; }
.plot .paper { fill: var(--r-paper); }
.plot .axis { fill: none; stroke: var(--r-ink); stroke-width: 1.2; }
.plot .grid { stroke: var(--r-line); stroke-width: 0.7; stroke-opacity: 0.7; }
.plot text.label { stroke: var(--r-paper); stroke-width: 3; stroke-opacity: 0.8; stroke-linejoin: round; paint-order: stroke; }
.plot .stroke { fill: none; stroke-width: 2; stroke-linejoin: round; }
.plot .stroke.orange { stroke-dasharray: 8 4; }
.plot .stroke.purple { stroke-dasharray: 9 3 2 3; }
.plot .stroke.red { stroke-dasharray: 14 4; }
.plot path.stroke.grey, .plot line.stroke.grey { stroke-width: 1.2; stroke-dasharray: 4 4; }
.plot .area { fill-opacity: 0.75; }
.plot .area.grey { fill-opacity: 0.45; }
.plot .band { fill-opacity: 0.35; stroke-opacity: 0.7; stroke-width: 0.8; }
.plot .band.orange { stroke-dasharray: 6 3; }
${toneRules}`;

/** Cells by the tenths of their row that they are; the words stay readable on the darkest. */
const shareRules = Array.from({ length: 11 }, (_, tenths) => {
  return `.report .share${tenths} { background: color-mix(in srgb, var(--r-blue) ${4.5 * tenths}%, transparent); }`;
}).join('\n');

/** The style of a report, as a file and in the editor. */
export const reportCss = `${plotCss}
.report {
  max-width: 76rem; margin: 0 auto; padding: 0 1.25rem 3rem; color: var(--r-ink); background: var(--r-paper);
  font: var(--vscode-font-size, 15px) / 1.5 var(--vscode-font-family, system-ui, Segoe UI, Roboto, sans-serif);
}
.report .answer { margin: 0.8rem 0; font-size: 1.35em; font-weight: 600; }
.report h1 { margin: 1.2rem 0 0.3rem; font-size: 1.8em; font-weight: 600; overflow-wrap: anywhere; }
.report h2 { margin: 2.6rem 0 0.5rem; padding-top: 0.6rem; border-top: 1px solid var(--r-line); font-size: 1.4em; font-weight: 600; }
.report h3 { margin: 1.8rem 0 0.3rem; font-size: 1.1em; font-weight: 600; }
.report p { max-width: 48rem; margin: 0.35rem 0; }
.report .soft, .report figcaption { color: var(--r-soft); }
.report dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.15rem 1.2rem; margin: 0.8rem 0; }
.report dt { color: var(--r-soft); }
.report dd { margin: 0; overflow-wrap: anywhere; }
.report .scroll { overflow-x: auto; margin: 0.8rem 0; }
.report table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.report caption { padding: 0.2rem 0 0.4rem; text-align: left; color: var(--r-soft); }
.report th, .report td { padding: 0.28rem 0.8rem 0.28rem 0; border-bottom: 1px solid var(--r-line); text-align: left; vertical-align: top; }
.report thead th { border-bottom-width: 2px; font-weight: 600; vertical-align: bottom; }
.report tbody th { min-width: 12rem; max-width: 24rem; font-weight: 400; overflow-wrap: break-word; }
.report tr.this th, .report tr.this td { font-weight: 600; }
.report .number { padding-right: 0.4rem; padding-left: 0.6rem; text-align: right; }
${shareRules}
.report td.number { white-space: nowrap; }
.report .note { display: block; color: var(--r-soft); font-size: 0.86em; font-weight: 400; }
.report [class*=share] .note { color: inherit; }
.report .text { padding-left: 1rem; min-width: 16rem; max-width: 34rem; overflow-wrap: anywhere; }
.report code { font: 0.92em var(--vscode-editor-font-family, ui-monospace, Consolas, monospace); overflow-wrap: anywhere; }
.report .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1.2rem; margin: 1rem 0; }
.report figure { max-width: 46rem; margin: 0; min-width: 0; }
.report figure.single { max-width: 40rem; margin-top: 1.2rem; }
.report figure .plot { display: block; width: 100%; height: auto; border: 1px solid var(--r-line); border-radius: 4px; }
.report figcaption { padding: 0.3rem 0; font-size: 0.92em; }
.report a { color: var(--r-link); }
.report button {
  padding: 0; border: 0; background: none; color: var(--r-link); font: inherit; text-align: left; cursor: pointer; overflow-wrap: anywhere;
}
.report button:hover, .report a:hover { text-decoration: underline; }
.report button:focus-visible, .report a:focus-visible { outline: 1px solid var(--vscode-focusBorder, currentColor); outline-offset: 2px; }
@media print {
  .report figure, .report tr { break-inside: avoid; }
  .report figcaption a { display: none; }
}
`;

/** For a report that is a document of its own. */
export const documentCss = `${fileCss}
body { margin: 0; background: var(--r-paper); }
${reportCss}`;
