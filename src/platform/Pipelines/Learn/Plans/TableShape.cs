using Kirana.Data.Tables;

namespace Kirana.Pipelines.Learn.Plans;

/// <summary>How large a table is, for a plan: a plan looks at nothing else of it.</summary>
/// <param name="Rows">Rows to learn from, n.</param>
/// <param name="Columns">Features, p.</param>
/// <param name="Width">Features once categories are columns of their own.</param>
/// <param name="Outputs">K, the numbers of one prediction: 1 for a number or two classes, else the classes.</param>
/// <param name="RarestClass">The rows of the rarest class; those of the table for a number.</param>
public sealed record TableShape(int Rows, int Columns, int Width, int Outputs, int RarestClass)
{
    // More levels of one column are not worth a column each.
    private const int MostLevels = 100;

    /// <summary>The shape of rows to learn from.</summary>
    /// <param name="data">The rows.</param>
    internal static TableShape Of(TabularData data)
    {
        var width = data.Features.Sum(column => column is CategoryColumn categories ? Math.Min(MostLevels, categories.Levels.Count) : 1);
        if (data.Target is not CategoryColumn target)
            return new TableShape(data.RowCount, data.Features.Count, width, 1, data.RowCount);
        var counts = new int[target.Levels.Count];
        foreach (var code in target.Codes)
            counts[code]++;
        var present = counts.Where(count => count > 0).ToArray();
        return new TableShape(data.RowCount, data.Features.Count, width, present.Length > 2 ? present.Length : 1, present.Min());
    }
}
