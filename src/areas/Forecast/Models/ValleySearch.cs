namespace Kirana.Forecast.Models;

/// <summary>The lowest point of a curve of errors that may have several valleys, many points of which cost little more than one.</summary>
/// <remarks>A grid over the whole range comes first; the valley of its best point is cut several times more, its neighbours staying beside the new points,
/// for so it keeps its walls, whose errors are known; a parabola through the last three points ends the search.</remarks>
internal static class ValleySearch
{
    /// <summary>Finds it.</summary>
    /// <param name="curve">The errors.</param>
    /// <param name="grid">The first points, ascending, some times the curve's lanes; overwritten.</param>
    /// <param name="refinements">How often the best valley is cut.</param>
    /// <returns>The smallest point where several tie.</returns>
    public static double Lowest<TCurve>(TCurve curve, Span<double> grid, int refinements) where TCurve : IErrorCurve, allows ref struct
    {
        var points = grid;
        var lanes = TCurve.Lanes;
        Span<double> errors = stackalloc double[points.Length];
        for (var start = 0; start < points.Length; start += lanes)
            curve.Evaluate(points.Slice(start, lanes), errors.Slice(start, lanes));
        var best = Smallest(errors);
        for (var round = 0; round < refinements; round++)
        {
            var (below, above) = (Math.Max(best - 1, 0), Math.Min(best + 1, points.Length - 1));
            var (low, high, lowError, highError) = (points[below], points[above], errors[below], errors[above]);
            points = points[..(lanes + 2)];
            errors = errors[..(lanes + 2)];
            for (var i = 0; i <= lanes + 1; i++)
                points[i] = low + (high - low) * i / (lanes + 1);
            (errors[0], errors[^1]) = (lowError, highError);
            curve.Evaluate(points[1..^1], errors[1..^1]);
            best = Smallest(errors);
        }

        return best == 0 || best == points.Length - 1 ? points[best] : Vertex(points, errors, best);
    }

    private static int Smallest(ReadOnlySpan<double> errors)
    {
        var best = 0;
        for (var i = 1; i < errors.Length; i++)
            if (errors[i] < errors[best])
                best = i;
        return best;
    }

    /// <summary>The lowest point of the parabola through a point and its two equally distant neighbours.</summary>
    private static double Vertex(ReadOnlySpan<double> points, ReadOnlySpan<double> errors, int middle)
    {
        var (left, right) = (errors[middle - 1] - errors[middle], errors[middle + 1] - errors[middle]);
        var step = points[middle] - points[middle - 1];
        return left + right > 0 ? points[middle] + 0.5 * step * (left - right) / (left + right) : points[middle];
    }
}
