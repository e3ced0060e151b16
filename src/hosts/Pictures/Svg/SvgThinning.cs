using Kirana.Pictures.Charts;

namespace Kirana.Pictures.Svg;

/// <summary>Leaves out points of a long line that no eye could see.</summary>
internal static class SvgThinning
{
    /// <summary>The line's points in pixels; NaN at gaps. A line with many points in each pixel column keeps of every column its first,
    /// lowest, highest and last point, which draws the same picture.</summary>
    /// <param name="line">The line.</param>
    /// <param name="layout">Where everything lies.</param>
    public static IEnumerable<(double X, double Y)> Of(LineMark line, SvgLayout layout)
    {
        if (line.X.Count <= 8 * (layout.Right - layout.Left))
        {
            for (var i = 0; i < line.X.Count; i++)
                yield return (layout.Across(line.X[i]), layout.Up(line.Y[i]));
            yield break;
        }

        var column = new List<(double X, double Y)>();
        for (var i = 0; i <= line.X.Count; i++)
        {
            var (x, y) = i < line.X.Count ? (layout.Across(line.X[i]), layout.Up(line.Y[i])) : (double.NaN, double.NaN);
            if (column.Count > 0 && !(Math.Floor(x) == Math.Floor(column[0].X) && !double.IsNaN(y)))
            {
                var low = column.MinBy(point => point.Y);
                var high = column.MaxBy(point => point.Y);
                foreach (var point in column.Where((point, at) => at == 0 || at == column.Count - 1 || point == low || point == high))
                    yield return point;
                column.Clear();
            }

            if (double.IsNaN(x + y))
                yield return (double.NaN, double.NaN);
            else
                column.Add((x, y));
        }
    }
}
