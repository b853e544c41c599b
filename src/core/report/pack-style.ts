/** The whole look of the page; it loads nothing. */
export const PACK_STYLE = `
:root { color-scheme: light dark; --page: #fbfaf8; --card: #fff; --line: #e2dfd9; --text: #1b1d21; --soft: #646872; --tint: 62% 83%; --edge: 45% 64%; --plain: #dcdee2; --accent: #c2410c; }
@media (prefers-color-scheme: dark) { :root { --page: #131519; --card: #1b1e24; --line: #30343c; --text: #eceef1; --soft: #9aa0ab; --tint: 38% 27%; --edge: 36% 42%; --plain: #3a3e46; --accent: #fb923c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1240px; margin: 0 auto; padding: 32px 24px 80px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 17px; margin: 36px 0 10px; }
p { margin: 0 0 8px; }
.soft, small { color: var(--soft); }
.eyebrow { color: var(--accent); font-weight: 600; font-size: 13px; margin: 0 0 6px; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 12px; margin: 22px 0 0; padding: 0; }
.facts div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.facts dt { color: var(--soft); font-size: 13px; }
.facts dd { margin: 0; font-size: 20px; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.facts dd small { display: block; font-size: 13px; font-weight: 400; }
.packs { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 26px; }
.packs h2:first-child { margin-top: 6px; }
.packs > input { position: absolute; opacity: 0; pointer-events: none; }
.packs > label { padding: 6px 14px; border: 1px solid var(--line); border-radius: 999px; background: var(--card); cursor: pointer; font-size: 14px; }
.packs > input:checked + label { background: var(--text); color: var(--page); border-color: var(--text); }
.packs > input:focus-visible + label { outline: 2px solid var(--accent); outline-offset: 2px; }
.packs > section { order: 1; width: 100%; display: none; min-width: 0; }
.packs > input:checked + label + section, .packs > section:only-of-type { display: block; }
.window { display: flex; height: 26px; border-radius: 6px; overflow: hidden; background: var(--card); border: 1px solid var(--line); margin: 14px 0 6px; }
.window i { display: block; min-width: 1px; }
.used { background: var(--accent); }
.output { background: repeating-linear-gradient(135deg, var(--soft) 0 4px, transparent 4px 8px); }
.margin { background: var(--line); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; padding: 0; margin: 20px 0 10px; font-size: 13.5px; color: var(--soft); }
.legend i { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 6px; vertical-align: -1px; }
.legend b { color: var(--text); font-weight: 600; font-variant-numeric: tabular-nums; }
.legend i, td i.key { background-color: hsl(var(--hue) var(--tint)); border: 1px solid hsl(var(--hue) var(--edge)); }
.map { position: relative; width: 100%; aspect-ratio: 1200 / 680; container-type: inline-size; border-radius: 8px; overflow: hidden; background: var(--page); margin: 0 0 26px; }
.box { position: absolute; overflow: hidden; padding: 0.35cqw 0.5cqw; border: 1px solid var(--page); border-radius: 3px; background-color: hsl(var(--hue) var(--tint)); color: var(--text); text-decoration: none; font-size: clamp(7px, 1.04cqw, 13px); line-height: 1.35; }
.box:hover, .box:focus-visible { outline: 2px solid var(--text); outline-offset: -2px; z-index: 1; }
.box b, .box span, .box small { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-size: inherit; }
.box b { font-weight: 600; }
.box b.tall { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; white-space: normal; overflow-wrap: anywhere; }
.box span { font-variant-numeric: tabular-nums; }
.box small { color: inherit; opacity: 0.72; }
.many { background-image: repeating-linear-gradient(135deg, transparent 0 7px, color-mix(in srgb, var(--page) 32%, transparent) 7px 14px); }
.box.grey, .legend i.grey, td i.grey { background-color: var(--plain); border-color: var(--page); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th { text-align: left; font-weight: 600; font-size: 13px; color: var(--soft); border-bottom: 1px solid var(--line); padding: 6px 12px 6px 0; }
td { border-bottom: 1px solid var(--line); padding: 6px 12px 6px 0; vertical-align: top; overflow-wrap: anywhere; }
td:first-child { min-width: 220px; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 13px; }
td i.key { display: inline-block; width: 10px; height: 10px; border-radius: 3px; margin-right: 8px; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal; }
tr:target td { background: color-mix(in srgb, var(--accent) 16%, transparent); }
tr { scroll-margin-top: 40vh; }
ul.notes { padding-left: 20px; }
.none { color: var(--soft); padding: 40px 0; }
@media print { .packs > section { display: block; } .packs > label { display: none; } }
`;
