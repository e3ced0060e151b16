using System.Text;
using Kirana.Pictures.Scales;

namespace Kirana.Pictures.Terminal;

/// <summary>A series as one short word of blocks, for tables.</summary>
public static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string PlainBlocks = "_.-=^";

    /// <summary>Draws a series between 0 (or its minimum where that is negative) and its maximum; a blank where a value is not finite.</summary>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="unicode">Whether blocks may be used.</param>
    public static string Of(IReadOnlyList<double> values, bool unicode = true)
    {
        ArgumentNullException.ThrowIfNull(values);
        var shown = values.Where(Scale.IsShown).ToArray();
        double low = Math.Min(0, shown.DefaultIfEmpty(0).Min()), high = shown.DefaultIfEmpty(0).Max();
        var blocks = unicode ? Blocks : PlainBlocks;
        var text = new StringBuilder();
        foreach (var value in values)
            text.Append(!Scale.IsShown(value) ? ' ' : high > low ? blocks[(int)Math.Min(blocks.Length - 1, (value - low) / (high - low) * blocks.Length)] : blocks[0]);
        return text.ToString();
    }
}
