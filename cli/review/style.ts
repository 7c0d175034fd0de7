/** How the page looks, on light and on dark screens, and on paper. */
export const STYLE = `:root {
  --page: #ffffff; --ink: #1f2328; --faint: #57606a; --line: #d0d7de; --box: #f6f8fa;
  --comes: #dafbe1; --goes: #ffebe9; --comes-mark: #aceebb; --goes-mark: #ffc1bc; --warn: #fff1b8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --ink: #e6edf3; --faint: #a0a8b2; --line: #30363d; --box: #161b22;
    --comes: #12261e; --goes: #2d1517; --comes-mark: #1f6f3a; --goes-mark: #8e2a2f; --warn: #4d3a06;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
header p { margin: 0; color: var(--faint); }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 1.2rem; }
h3 { margin: 1.5rem 0 .25rem; font-size: 1rem; }
h4 { margin: .75rem 0 0; font-size: .95rem; font-weight: 600; overflow-wrap: anywhere; }
ul { margin: .1rem 0 .5rem; padding-left: 1.2rem; list-style: none; }
li { overflow-wrap: anywhere; }
li.comes, li.goes, li.changes { padding: 0 .4rem; font-family: ui-monospace, monospace; font-size: .85rem; }
li.comes { background: var(--comes); }
li.goes { background: var(--goes); }
li.changes { background: var(--warn); }
.note { margin: .5rem 0; color: var(--faint); }
.gate { margin: .5rem 0; padding: .5rem .75rem; background: var(--goes); font-weight: 600; }
figure { margin: 1rem 0; overflow-x: auto; }
figure svg { max-width: 100%; height: auto; }
details { margin: .5rem 0; border: 1px solid var(--line); border-radius: 6px; padding: .4rem .75rem; background: var(--box); }
summary { cursor: pointer; font-weight: 600; }
.sides { margin-top: .5rem; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; background: var(--page);
  font: 12px/1.45 ui-monospace, monospace; }
th { padding: .2rem .5rem; text-align: left; color: var(--faint); }
col.number { width: 3.2rem; }
td { padding: 0 .5rem; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere; }
td.number { color: var(--faint); text-align: right; user-select: none; }
tr.changed td.goes { background: var(--goes); }
tr.changed td.comes { background: var(--comes); }
td.none { background: var(--box); }
mark { color: inherit; background: none; }
td.goes mark { background: var(--goes-mark); }
td.comes mark { background: var(--comes-mark); }
tr.left-out td { padding: .1rem .5rem; text-align: center; color: var(--faint); background: var(--box); }
@media print { body { max-width: none; } details { border: 0; } }`;
