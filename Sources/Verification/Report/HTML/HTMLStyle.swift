/// The style sheet of HTML reports: large type, contrast of 7 to 1, one column on a telephone, black on white on paper.
enum HTMLStyle {
    static let sheet: Markup = """
        :root{--ink:#1b1f24;--soft:#4a5460;--line:#d5dae0;--paper:#fff;--ground:#f3f5f7;
        --good:#11592d;--good-ground:#e8f5ec;--open:#6b4400;--open-ground:#fdf3de;--bad:#8f111d;--bad-ground:#fdecec}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--ink);
        font:17px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif}
        .top,main,footer{max-width:62rem;margin:0 auto;padding:0 1.25rem}
        .top{padding-top:1.75rem}
        .top p,footer{color:var(--soft);font-size:.9rem}
        .top p{margin:.25rem 0 1rem}
        h1{font-size:1.6rem;line-height:1.25;margin:0}
        h2{font-size:1.35rem;line-height:1.3;margin:0}
        h3{font-size:1.15rem;margin:2rem 0 .6rem}
        h4{font-size:1.05rem;margin:0 0 .35rem}
        h5{font-size:1rem;margin:.9rem 0 .2rem}
        p{margin:.4rem 0}
        ul,ol{margin:.2rem 0;padding-left:1.3rem}
        a{color:inherit}
        code{font:.88em/1.4 ui-monospace,"Liberation Mono",Consolas,monospace;overflow-wrap:anywhere}
        td,dd,li,p,h2,h4{overflow-wrap:anywhere;unicode-bidi:isolate}
        article{margin-bottom:3rem}
        .verdict{display:flex;gap:1rem;align-items:flex-start;padding:1.25rem;border-radius:.6rem;
        border:1px solid;border-left-width:.5rem;background:var(--paper)}
        .verdict.good{background:var(--good-ground);border-color:var(--good)}
        .verdict.open{background:var(--open-ground);border-color:var(--open)}
        .verdict.bad{background:var(--bad-ground);border-color:var(--bad)}
        .verdict.good h2,b.good{color:var(--good)}
        .verdict.open h2,b.open{color:var(--open)}
        .verdict.bad h2,b.bad,.label.bad{color:var(--bad)}
        .verdict>div{min-width:0;flex:1}
        .verdict .mark{flex:none;width:2.6rem;height:2.6rem;border-radius:50%;color:#fff;font-size:1.5rem;
        display:grid;place-items:center;font-weight:700}
        .verdict.good .mark{background:var(--good)}
        .verdict.open .mark{background:var(--open)}
        .verdict.bad .mark{background:var(--bad)}
        .name{color:var(--soft);font-size:.95rem}
        .overview{display:grid;grid-template-columns:minmax(0,17rem) minmax(0,1fr);gap:1.5rem;margin-top:1.5rem}
        .page{margin:0}
        .page img{display:block;width:100%;height:auto;border:1px solid var(--line);background:#fff}
        .page.none{border:1px dashed var(--line);padding:1rem}
        figcaption{font-size:.85rem;color:var(--soft);margin-top:.3rem}
        dl{display:grid;grid-template-columns:minmax(8rem,13rem) minmax(0,1fr);gap:.35rem 1rem;margin:.5rem 0;align-content:start}
        dt{color:var(--soft)}
        dd{margin:0}
        table{width:100%;border-collapse:collapse;background:var(--paper);border:1px solid var(--line)}
        th,td{text-align:left;vertical-align:top;padding:.55rem .7rem;border-bottom:1px solid var(--line)}
        th{font-size:.9rem;color:var(--soft)}
        td small{color:var(--soft)}
        .card{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.25rem;margin:0 0 1rem}
        .chain{list-style:none;padding:0}
        .chain li+li::before{content:"↳ ";color:var(--soft)}
        .timeline{list-style:none;margin:0;padding:0 0 0 .5rem}
        .timeline>li{position:relative;padding:0 0 1rem 1.6rem;border-left:2px solid var(--line)}
        .timeline>li:last-child{border-left-color:transparent}
        .timeline>li::before{content:"";position:absolute;left:-.48rem;top:.35rem;width:.8rem;height:.8rem;
        border-radius:50%;background:var(--line);border:2px solid var(--ground)}
        .timeline>li.good::before{background:var(--good)}
        .timeline>li.bad::before{background:var(--bad)}
        .timeline p{margin:.1rem 0}
        .label{font-weight:600}
        footer{padding-bottom:2rem;border-top:1px solid var(--line)}
        @media (max-width:40rem){
        body{font-size:16px}
        .top,main,footer{padding-left:.9rem;padding-right:.9rem}
        .overview{grid-template-columns:1fr}
        .page{max-width:14rem}
        dl{grid-template-columns:1fr;gap:0}
        dd{margin:0 0 .6rem}
        .verdict{padding:1rem .8rem;gap:.7rem}
        .verdict .mark{width:2rem;height:2rem;font-size:1.15rem}
        .cards thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
        .cards,.cards tbody,.cards tr,.cards td{display:block}
        .cards tr{border-bottom:2px solid var(--line);padding:.4rem 0}
        .cards td{border:0;padding:.2rem .7rem}
        .cards td[data-label="#"]{display:none}
        .cards td::before{content:attr(data-label);display:block;font-size:.8rem;color:var(--soft)}
        }
        @media print{
        @page{margin:16mm}
        body{background:#fff;font-size:10.5pt}
        .top,main,footer{max-width:none;padding:0}
        .verdict,.card,tr,.timeline>li{break-inside:avoid}
        h3,h4{break-after:avoid}
        article+article{break-before:page}
        .verdict .mark{border:1px solid;color:var(--ink);background:none}
        .overview{grid-template-columns:6cm minmax(0,1fr)}
        a{text-decoration:none}
        }
        """
}
