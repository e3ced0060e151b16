using Spectre.Console;
using Spectre.Console.Rendering;

namespace Kirana.Cli.Screens;

/// <summary>A table with nothing but a line below its headings.</summary>
internal sealed class PlainBorder : TableBorder
{
    /// <inheritdoc/>
    public override bool SupportsRowSeparator => false;

    /// <inheritdoc/>
    public override string GetPart(TableBorderPart part) => part switch
    {
        TableBorderPart.HeaderBottom => "─",
        _ => "",
    };
}
