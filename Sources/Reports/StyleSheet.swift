/// How a report looks: one column, wide things scroll in their own box; dark where the reader's system is.
enum StyleSheet {
  static let css = """
    :root { color-scheme: light dark; --ink: #1c1f23; --soft: #59636e; --rule: #d8dde3; --wash: #f5f7f9;
      --link: #0b5cad; --paper: #fff; --shade: rgba(30, 40, 50, 0.16); --warning: #fff6ea; --answer: #eaf7f1; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e6e9ed; --soft: #a3adb8; --rule: #3a424b; --wash: #22272d; --link: #7db8f5; --paper: #16191d;
        --shade: rgba(0, 0, 0, 0.5); --warning: #33270f; --answer: #123226; }
      .drawing { filter: invert(0.9) hue-rotate(180deg); mix-blend-mode: normal !important; }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 17px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial,
        sans-serif;
    }
    main { max-width: 1120px; margin: 0 auto; padding: 40px 32px 80px; }
    header { border-bottom: 2px solid var(--ink); margin-bottom: 28px; }
    h1, h2, h3, h4, h5, h6 { line-height: 1.25; overflow-wrap: break-word; }
    h1 { font-size: 34px; margin: 0 0 8px; letter-spacing: -0.01em; }
    h2 { font-size: 25px; margin: 56px 0 12px; padding-bottom: 6px;
      border-bottom: 1px solid var(--rule); }
    h3 { font-size: 20px; margin: 36px 0 8px; }
    h4, h5, h6 { font-size: 17px; margin: 28px 0 6px; }
    .subtitle { color: var(--soft); margin: 0 0 20px; overflow-wrap: break-word; }
    p, ul { margin: 0 0 16px; }
    p, li { overflow-wrap: break-word; }
    main > p, main > ul, .callout { max-width: 780px; }
    ul { padding-left: 24px; }
    li { margin-bottom: 4px; }
    a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
    code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono",
      monospace; font-size: 0.88em; }
    code { background: var(--wash); border-radius: 4px; padding: 1px 3px; }
    pre { background: var(--wash); border: 1px solid var(--rule); border-radius: 6px;
      padding: 12px 16px; margin: 0 0 20px; overflow-x: auto; line-height: 1.45; }
    pre code { background: none; padding: 0; }
    nav { background: var(--wash); border-radius: 8px; padding: 14px 20px; margin: 0 0 28px; }
    nav ul { list-style: none; margin: 0; padding: 0; columns: 2; column-gap: 32px; }
    nav li { margin: 0; padding: 3px 0; break-inside: avoid; }
    nav .level2 { padding-left: 18px; font-size: 15px; }
    nav a { text-decoration: none; }
    nav a:hover { text-decoration: underline; }
    .callout { border-left: 5px solid #6b7785; background: var(--wash); border-radius: 0 6px 6px 0;
      padding: 12px 18px; margin: 0 0 20px; }
    .callout p { margin: 0; }
    .callout.warning { border-color: #b35900; background: var(--warning); }
    .callout.answer { border-color: #0a7a55; background: var(--answer); font-size: 18px; }
    figure { margin: 28px 0 32px; }
    figcaption { color: var(--soft); font-size: 15px; line-height: 1.5; max-width: 780px; }
    figcaption strong { color: var(--ink); }
    figure.table figcaption { margin-bottom: 8px; }
    figure.picture figcaption { margin-top: 8px; }
    .scroll {
      overflow-x: auto;
      background:
        linear-gradient(to right, var(--paper) 30%, transparent) left / 40px 100% no-repeat local,
        linear-gradient(to left, var(--paper) 30%, transparent) right / 40px 100% no-repeat local,
        linear-gradient(to right, var(--shade), transparent) left / 14px 100%
          no-repeat scroll,
        linear-gradient(to left, var(--shade), transparent) right / 14px 100%
          no-repeat scroll;
    }
    .scroll:focus-visible, pre:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    .drawing { display: block; width: 100%; height: auto; mix-blend-mode: multiply; }
    .missing { background: var(--wash); padding: 12px 16px; border-radius: 6px; }
    table { border-collapse: collapse; font-size: 14px; line-height: 1.4; min-width: min(100%, 420px);
      border-top: 2px solid var(--ink); border-bottom: 2px solid var(--ink); }
    th, td { padding: 6px 9px 6px 0; vertical-align: top; white-space: nowrap; }
    th:not(:first-child), td:not(:first-child) { padding-left: 9px; }
    th { border-bottom: 1px solid var(--ink); vertical-align: bottom; font-weight: 600; }
    tbody tr + tr td { border-top: 1px solid var(--rule); }
    td { font-variant-numeric: tabular-nums; }
    td.long { white-space: normal; min-width: 260px; }
    .left { text-align: left; }
    .right { text-align: right; }
    .center { text-align: center; }
    @media (max-width: 640px) {
      body { font-size: 16px; }
      main { padding: 24px 16px 56px; }
      h1 { font-size: 27px; }
      h2 { font-size: 22px; margin-top: 44px; }
      nav ul { columns: 1; }
      nav li { padding: 6px 0; }
      .callout.answer { font-size: 17px; }
    }
    @media print {
      :root { color-scheme: light; --ink: #1c1f23; --paper: #fff; --wash: #f5f7f9; --soft: #59636e; }
      .drawing { filter: none; }
      body { font-size: 10.5pt; }
      main { max-width: none; padding: 0; }
      nav { display: none; }
      a { color: inherit; }
      .scroll { overflow: visible; background: none; }
      .drawing { min-width: 0 !important; }
      table { font-size: 8.5pt; }
      th, td { white-space: normal; }
      figure.picture, .callout, tr { break-inside: avoid; }
      h2, h3, h4, figure.table figcaption { break-after: avoid; }
    }

    """
}
