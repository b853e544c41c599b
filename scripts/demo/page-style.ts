/** The looks of the page. Colours come in pairs, light and dark. */
export const STYLE = `
:root{color-scheme:light dark;
--ground:light-dark(#ffffff,#0d1117);--soft:light-dark(#f6f8fa,#151b23);--line:light-dark(#d1d9e0,#3d444d);
--text:light-dark(#1f2328,#f0f6fc);--mute:light-dark(#59636e,#9198a1);--code:light-dark(#818b981f,#656c7633);
--added:light-dark(#dafbe1,#12261e);--added-side:light-dark(#aceebb,#1c4428);
--removed:light-dark(#ffebe9,#25171c);--removed-side:light-dark(#ffcecb,#542426);
--hunk:light-dark(#ddf4ff,#121d2f);--green:light-dark(#1a7f37,#3fb950);--red:light-dark(#d1242f,#f85149);
--mark:light-dark(#d4a72c,#bb8009);
--sans:-apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;
--mono:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:14px/1.5 var(--sans)}
main{max-width:1012px;margin:0 auto;padding:24px}
h1{font-size:26px;font-weight:400;line-height:1.25;margin:0 0 8px}h1 span,.meta,.repository,.mute,small{color:var(--mute)}
.repository{margin:0 0 4px}.meta{margin:0 0 16px;padding-bottom:16px;border-bottom:1px solid var(--line)}.meta b{color:var(--text)}
h2{font-size:20px;font-weight:600;margin:32px 0 12px}
.open{display:inline-block;background:light-dark(#1f883d,#238636);color:#fff;border-radius:2em;padding:4px 12px;margin-right:6px;font-weight:500}
.plus{color:var(--green)}.minus{color:var(--red)}
.stand-ins{color:var(--mute);font-size:12px;border-left:3px solid var(--line);padding:2px 14px;margin:0 0 20px}
.stand-ins ul{margin:2px 0 0;padding-left:18px}
.entry{display:flex;gap:14px;align-items:flex-start;margin:16px 0}.entry>.card{flex:1;min-width:0}
.avatar{flex:none;display:inline-grid;place-items:center;width:36px;height:36px;border-radius:50%;background:light-dark(#8250df,#8957e5);color:#fff;font-weight:600}
.avatar.is-bot{border-radius:8px;background:light-dark(#24292f,#6e7681)}
.comment .avatar{width:22px;height:22px;border-radius:5px;font-size:11px}
.check-sign{background:#6e7781;font-size:17px}.check-sign.success{background:#1f883d}.check-sign.failure{background:#cf222e}
.card,.file{border:1px solid var(--line);border-radius:6px;background:var(--ground);overflow:hidden}
.card-head{background:var(--soft);border-bottom:1px solid var(--line);padding:8px 16px}
.card.check{padding:10px 16px}.check small{display:block;font-size:12px}
.file{margin:16px 0}.file-head{background:var(--soft);border-bottom:1px solid var(--line);padding:9px 14px;font:12px/1.5 var(--mono)}
.file-head span:first-child{font-weight:600;margin-right:6px}
.badge{border:1px solid var(--line);border-radius:2em;padding:0 7px;font-size:12px;color:var(--mute)}
.markdown{padding:14px 16px}.markdown>:first-child{margin-top:0}.markdown>:last-child{margin-bottom:0}
.markdown p{margin:0 0 12px}.markdown pre{background:var(--soft);padding:12px;border-radius:6px;overflow:auto;font:12px/1.5 var(--mono);margin:0 0 12px}
.markdown code{background:var(--code);border-radius:6px;padding:.2em .4em;font:85%/1.4 var(--mono)}.markdown pre code{background:none;padding:0;font-size:12px}
.markdown>table,.markdown details table{border-collapse:collapse;margin:0 0 12px}.markdown>table td,.markdown>table th,.markdown details td,.markdown details th{border:1px solid var(--line);padding:6px 12px}
.markdown th{font-weight:600;text-align:left}
.markdown details{margin:0 0 8px}.markdown summary{cursor:pointer;color:var(--mute)}.markdown details[open]>summary{margin-bottom:8px}
.suggestion{border:1px solid var(--line);border-radius:6px;overflow:hidden;margin:0 0 12px}
.suggestion-head{padding:7px 12px;border-bottom:1px solid var(--line);font-size:12px;color:var(--mute)}
.suggestion table{width:100%;border-collapse:collapse}.suggestion td{padding:1px 12px}
.suggestion pre,.diff>tbody>tr:not(.comment) pre{background:none!important;margin:0!important;padding:0!important;border-radius:0!important;font:12px/1.6 var(--mono)!important;white-space:pre-wrap;overflow-wrap:anywhere}
.suggestion-foot{padding:8px 12px;border-top:1px solid var(--line);text-align:right}
button{font:500 12px/20px var(--sans);color:var(--text);background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:3px 12px}
.diff{width:100%;border-collapse:collapse;font:12px/1.6 var(--mono)}
.diff>tbody>tr>td{padding:0 10px;vertical-align:top}
.diff>tbody>tr:not(.comment)>td:nth-child(-n+2){width:44px;text-align:right;color:var(--mute);user-select:none}
.added>td{background:var(--added)}.removed>td{background:var(--removed)}
.diff>tbody>.added>td:nth-child(-n+2){background:var(--added-side)}.diff>tbody>.removed>td:nth-child(-n+2){background:var(--removed-side)}
.diff>tbody>.hunk>td{background:var(--hunk);color:var(--mute);padding:5px 10px}
.diff .commented>td:nth-child(2){box-shadow:inset -3px 0 var(--mark)}
.diff>tbody>.comment>td{background:var(--soft);padding:12px 16px;font:14px/1.5 var(--sans);border-block:1px solid var(--line)}
.comment-head{display:flex;gap:8px;align-items:center;padding:12px 16px 0}.comment .markdown{padding-top:10px}
.no-lines{color:var(--mute);padding:10px 16px;margin:0}
`;
