namespace Kirana.Pictures.Svg;

/// <summary>The style sheet of every SVG picture. Its custom properties switch with the reader's light or dark preference.</summary>
public static class SvgStyle
{
    /// <summary>The sheet; all its selectors begin with <c>.kirana</c>.</summary>
    public const string Sheet = """
        .kirana{--ink:#1c2126;--muted:#66707a;--grid:#e4e7ea;--axis:#9aa3ab;--hover:#1c21260f;--paper:#ffffff;
        --blue:#0072b2;--vermilion:#d55e00;--green:#009e73;--purple:#b8579a;--orange:#d48c00;--sky:#3a9fd6;
        font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-size:12px}
        @media (prefers-color-scheme:dark){.kirana{--ink:#e8eaed;--muted:#9aa4ae;--grid:#2c3238;--axis:#66707a;--hover:#ffffff14;--paper:#15181b;
        --blue:#4aa8e0;--vermilion:#f2803a;--green:#2fc196;--purple:#dd8bc2;--orange:#efb13f;--sky:#86cbf2}}
        @media print{.kirana{--ink:#000;--muted:#444;--grid:#ddd;--axis:#888;--paper:#fff;
        --blue:#0072b2;--vermilion:#d55e00;--green:#009e73;--purple:#b8579a;--orange:#d48c00;--sky:#3a9fd6}}
        .kirana text{fill:var(--muted)}.kirana .title{fill:var(--ink);font-size:16px;font-weight:650}.kirana .sub{font-size:13px}
        .kirana .ink{fill:var(--ink)}.kirana .end{text-anchor:end}.kirana .mid{text-anchor:middle}.kirana .num{font-variant-numeric:tabular-nums}
        .kirana .grid{stroke:var(--grid);stroke-width:1;fill:none}.kirana .axis{stroke:var(--axis);stroke-width:1;fill:none}
        .kirana .line{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}.kirana .dashed{stroke-dasharray:5 4}
        .kirana .error{fill:none;stroke-width:1.5}.kirana .dot{stroke:var(--paper);stroke-width:1}
        .kirana .hit{fill:transparent}.kirana .hit:hover{fill:var(--hover)}.kirana .bar:hover{opacity:.8}
        """;
}
