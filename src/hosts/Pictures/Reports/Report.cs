namespace Kirana.Pictures.Reports;

/// <summary>A report as a description: <see cref="HtmlReport.Render"/> makes one self-contained page of it.</summary>
public sealed record Report
{
    /// <summary>The report's title.</summary>
    public required string Title { get; init; }

    /// <summary>One line below it: of what, from when to when; none by default.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The sections in order.</summary>
    public IReadOnlyList<Section> Sections { get; init; } = [];

    /// <summary>The last, quiet line: how and when the report was made; none by default.</summary>
    public string Footer { get; init; } = "";

    /// <summary>The language of the texts as a BCP 47 tag; <c>en</c> by default.</summary>
    public string Language { get; init; } = "en";
}
