namespace Kirana.Pictures.Svg;

/// <summary>How a chart becomes SVG.</summary>
public sealed record SvgOptions
{
    /// <summary>The width in CSS pixels, 240 to 4000; 720 by default.</summary>
    public double Width { get; init; } = 720;

    /// <summary>The height in CSS pixels, 120 to 8000; from width and content by default.</summary>
    public double? Height { get; init; }

    /// <summary>What ids inside the picture begin with; distinct for each picture of one document; <c>chart</c> by default.</summary>
    public string Id { get; init; } = "chart";

    /// <summary>Whether the picture brings its own style sheet; a document with many pictures holds <see cref="SvgStyle.Sheet"/> once instead.</summary>
    public bool EmbedStyle { get; init; } = true;

    /// <summary>Whether title and subtitle are drawn; a document may set them as text instead. The accessible title stays.</summary>
    public bool ShowTitle { get; init; } = true;
}
