using Kirana.Data.Series;
using Kirana.Forecast.Evaluation;
using Kirana.Forecast.Hierarchy;

namespace Kirana.Pipelines.Forecast.Hierarchies;

/// <summary>Gathers how well one way of reconciling forecast every level. Not thread-safe.</summary>
/// <param name="method">The way.</param>
/// <param name="hierarchy">The series.</param>
/// <param name="points">Points of time that will be scored: origins × steps ahead.</param>
internal sealed class HierarchyScores(IReconciler method, SeriesHierarchy hierarchy, int points)
{
    private const double Lower = 0.1;
    private const double Upper = 0.9;

    private readonly double[,] _losses = new double[hierarchy.Levels.Count, points];
    private readonly double[] _sizes = new double[hierarchy.Levels.Count];
    private readonly int[] _inside = new int[hierarchy.Levels.Count];
    private readonly int[] _observed = new int[hierarchy.Levels.Count];

    /// <summary>The way.</summary>
    public IReconciler Method => method;

    /// <summary>Adds what came after one origin.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="series">All series.</param>
    /// <param name="known">Steps that were known.</param>
    /// <param name="first">The place of the first step among all points.</param>
    public void Add(CoherentForecast forecast, IReadOnlyList<TimeSeries> series, int known, int first)
    {
        double[] levels = [.. forecast.Levels];
        int lower = Array.IndexOf(levels, Lower), upper = Array.IndexOf(levels, Upper);
        var pinball = new double[levels.Length];
        for (var i = 0; i < series.Count; i++)
            for (var k = 0; k < forecast.Mean.Steps; k++)
            {
                var (truth, level) = (series[i].Values[known + k], hierarchy.LevelOf(i));
                if (!double.IsFinite(truth))
                    continue;
                for (var q = 0; q < levels.Length; q++)
                    pinball[q] = QuantileErrors.Pinball(truth, forecast.Quantiles[q][i, k], levels[q]);
                _losses[level, first + k] += QuantileErrors.Crps(pinball, levels);
                _sizes[level] += Math.Abs(truth);
                _inside[level] += truth >= forecast.Quantiles[lower][i, k] && truth <= forecast.Quantiles[upper][i, k] ? 1 : 0;
                _observed[level]++;
            }
    }

    /// <summary>The CRPS of a level over the sum of |y| of its series.</summary>
    public double ScaledCrps(int level) => Points(level).Average();

    /// <summary>The share of a level's observations between its quantiles of 10 and 90 %.</summary>
    public double Coverage(int level) => (double)_inside[level] / _observed[level];

    /// <summary>The share of all observations between their quantiles of 10 and 90 %.</summary>
    public double Coverage() => (double)_inside.Sum() / _observed.Sum();

    /// <summary>The mean over the levels of the scaled CRPS, split over the points of time; the mean of these is the score.</summary>
    public double[] Points() => [.. Enumerable.Range(0, points).Select(point => Enumerable.Range(0, _sizes.Length).Average(level => Share(level, point)))];

    private IEnumerable<double> Points(int level) => Enumerable.Range(0, points).Select(point => Share(level, point));

    private double Share(int level, int point) => _losses[level, point] / _sizes[level] * points;
}
