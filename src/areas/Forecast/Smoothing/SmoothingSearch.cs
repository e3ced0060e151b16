using Kirana.Forecast.Models;

namespace Kirana.Forecast.Smoothing;

/// <summary>Finds the α of simple exponential smoothing with the least squared error, the initial level being best for each α.</summary>
/// <remarks>The error may have several valleys, so a grid over the whole range comes first, finer near 0, where a long series' error
/// changes fast; then the valley of the best grid point is cut twice more, and a parabola through the last three points ends the search.
/// Sixteen α cost little more than one, so five passes of sixteen beat a search that waits for one value after another. α is found to
/// about 1e-7. Of two valleys equally deep the grid may choose the other: 10 of 20,000 random series lost 0.04 % of the squared error at most.</remarks>
internal static class SmoothingSearch
{
    private const int GridSize = 2 * SmoothingErrors.Lanes;
    private const int Refinements = 2;
    private static readonly double[] Grid = MakeGrid();

    /// <summary>The best α in [<see cref="SmoothingFit.SmallestAlpha"/>, <see cref="SmoothingFit.LargestAlpha"/>]; the smallest one where several tie.</summary>
    /// <param name="changes">The changes of the series; see <see cref="SmoothingErrors.Of"/>.</param>
    public static double BestAlpha(ReadOnlySpan<double> changes)
    {
        Span<double> points = stackalloc double[GridSize];
        Grid.CopyTo(points);
        return ValleySearch.Lowest(new Curve(changes), points, Refinements);
    }

    private readonly ref struct Curve(ReadOnlySpan<double> changes) : IErrorCurve
    {
        private readonly ReadOnlySpan<double> _changes = changes;

        public static int Lanes => SmoothingErrors.Lanes;

        public void Evaluate(scoped ReadOnlySpan<double> points, scoped Span<double> errors) => SmoothingErrors.Of(_changes, points, errors);
    }

    private static double[] MakeGrid()
    {
        var grid = new double[GridSize];
        for (var i = 0; i < GridSize; i++)
        {
            var share = i / (GridSize - 1.0);
            grid[i] = SmoothingFit.SmallestAlpha + (SmoothingFit.LargestAlpha - SmoothingFit.SmallestAlpha) * share * share;
        }

        return grid;
    }
}
