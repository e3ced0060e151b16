namespace Kirana.Pictures.Reports;

/// <summary>A picture that was drawn elsewhere, at its own size; where the page is narrower it can be pushed sideways.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Svg">One SVG element, without scripts or outside parts, from code that escapes its texts: it goes into the page as it stands.</param>
/// <param name="Caption">What to see in it; none where empty.</param>
public sealed record Drawing(string Title, string Svg, string Caption = "") : Block;
